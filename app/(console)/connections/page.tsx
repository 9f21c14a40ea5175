import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { LongList } from '#components/long-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { listStated } from '#features/connections/list-stated.ts'
import { connectionFilters } from '#features/connections/view/connection-filters.ts'
import { StatedSection } from '#features/connections/view/stated-section.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { listConnections } from '#features/inventory/list-connections.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { dayAsked } from '#features/inventory/view/as-of-links.ts'
import { ConnectionsTable } from '#features/inventory/view/connections-table.tsx'
import { asOfHere, type SearchParams } from '../as-of-here.ts'
import { LeftOut } from '../left-out.tsx'
import { connectionsAsked } from '../list-asked.ts'

const path = '/connections'

type Props = { searchParams: SearchParams }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') }
}

export default async function Connections({ searchParams }: Props) {
  const actor = await requireActor('connections:read')
  const asOf = await asOfHere(searchParams)
  const { text, service, standing, after, asked, leftOut } = connectionsAsked(await searchParams)
  const t = await getTranslations('connections')
  const words = await getTranslations()
  const sought = { text, service, standing, after, ...momentOf(asOf) }
  const { reading, observed, connections, found, next } = await listConnections(actor, sought)
  const stated = await listStated(actor, { ...momentOf(asOf), service, standing, text })
  const mayState = can(actor, 'connections:state')
  const isNarrowed = Object.values(asked).some((value) => value !== '')
  const empty = () => {
    if (!reading) return t(asOf.kind === 'past' ? 'empty.notReadThen' : 'empty.notRead')
    if (found > 0) return t('empty.end')
    return t(isNarrowed ? 'empty.notFound' : 'empty.none')
  }
  const range = () => {
    const shown = connections.length
    return found === 0 ? '' : t(shown === found ? 'found' : 'shown', { shown, found })
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={t('about')}
        action={
          mayState ? (
            <ButtonLink tone="plain" href="/connections/new">
              {words('stated.go')}
            </ButtonLink>
          ) : null
        }
      />
      <AsOfBar asOf={asOf} path={path} reading={reading} keep={asked} />
      <LeftOut parts={leftOut} />
      <LongList
        path={path}
        asked={asked}
        stays={dayAsked(asOf)}
        filters={await connectionFilters({ service, standing })}
        after={after}
        next={next}
        words={{
          label: t('search.label'),
          help: t('search.help'),
          submit: words('shares.search'),
          pages: t('pages'),
          range: range(),
          firstPage: words('shares.firstPage'),
          nextPage: words('shares.nextPage'),
        }}
      >
        <ConnectionsTable
          withService
          connections={connections}
          reading={reading}
          observed={observed}
          empty={
            <EmptyState
              title={t(reading && isNarrowed ? 'empty.nothing' : 'empty.title')}
              action={
                isNarrowed ? (
                  <ButtonLink href={path}>{t('empty.all')}</ButtonLink>
                ) : (
                  <FormButtons>
                    <ButtonLink href="/readings">{words('readings.go')}</ButtonLink>
                    {mayState && stated.length === 0 ? (
                      <ButtonLink tone="plain" href="/connections/new">
                        {words('stated.goEither')}
                      </ButtonLink>
                    ) : null}
                  </FormButtons>
                )
              }
            >
              {empty()}
            </EmptyState>
          }
        />
      </LongList>
      {connections.length > 0 ? (
        <GradeLegend
          grades={gradesShown([observed, ...connections.map((connection) => connection.population.source)])}
        />
      ) : null}
      <StatedSection stated={stated} mayState={mayState} />
    </>
  )
}
