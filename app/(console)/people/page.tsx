import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { EmptyState } from '#components/empty-state.tsx'
import { LongList } from '#components/long-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { Narrowed } from '#features/devices/view/narrowed.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { dayAsked } from '#features/inventory/view/as-of-links.ts'
import { listPeople } from '#features/people/list-people.ts'
import { PeopleTable } from '#features/people/view/people-table.tsx'
import { orNotFound } from '../../or-not-found.ts'
import { asOfHere, type SearchParams } from '../as-of-here.ts'
import { LeftOut } from '../left-out.tsx'
import { longListAsked, pageSizes } from '../list-asked.ts'

const path = '/people'

type Props = { searchParams: SearchParams }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default async function People({ searchParams }: Props) {
  const actor = await requireActor('people:read')
  const asOf = await asOfHere(searchParams)
  const { text, over: overAsked, after, most, size, asked, leftOut } = longListAsked(await searchParams)
  const t = await getTranslations('people')
  const words = await getTranslations('shares')
  const format = await getFormatter()
  const { reading, over, people, counted, next } = await orNotFound(
    listPeople(actor, { text, over: overAsked, after, most, ...momentOf(asOf) }),
  )
  const empty = () => {
    if (!reading) return t('empty.notRead')
    if (text !== '') return t('empty.notFound', { text })
    return after === undefined ? t('empty.none') : t('empty.end')
  }
  const count = people.length
  const range = () => {
    if (count === 0) return ''
    if (counted !== null && counted > count) return t('shownOf', { count, all: counted })
    return t(counted === null && (next !== null || after !== undefined) ? 'onPage' : 'shown', { count })
  }
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      {over ? <Narrowed over={over} path={path} /> : null}
      <AsOfBar asOf={asOf} path={path} reading={reading} keep={{ ...asked, ...size }} />
      <LeftOut parts={leftOut} />
      <LongList
        path={path}
        asked={asked}
        stays={{ ...dayAsked(asOf), ...size }}
        sizes={{
          ...{ name: 'rows', chosen: most, choices: pageSizes },
          ...{ label: words('rows'), written: (rows) => format.number(rows) },
        }}
        after={after}
        next={next}
        words={{
          label: t('search.label'),
          help: t('search.help'),
          submit: words('search'),
          pages: t('pages'),
          range: range(),
          firstPage: words('firstPage'),
          nextPage: words('nextPage'),
        }}
      >
        <PeopleTable
          people={people}
          empty={<EmptyState title={t(text === '' ? 'empty.title' : 'empty.nothing')}>{empty()}</EmptyState>}
        />
      </LongList>
      {people.length > 0 ? <GradeLegend grades={['observed']} /> : null}
    </>
  )
}
