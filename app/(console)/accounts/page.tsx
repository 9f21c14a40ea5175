import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Footnote } from '#components/footnote.tsx'
import { LongList } from '#components/long-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { requireActor } from '#features/access/guard.ts'
import { listAccounts } from '#features/accounts/list-accounts.ts'
import { accountFilters } from '#features/accounts/view/account-filters.ts'
import { AccountsTable } from '#features/accounts/view/accounts-table.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { dayAsked } from '#features/inventory/view/as-of-links.ts'
import { observedBy } from '#features/readings/queries.ts'
import { asOfHere, type SearchParams } from '../as-of-here.ts'
import { LeftOut } from '../left-out.tsx'
import { accountsAsked } from '../list-asked.ts'

const path = '/accounts'

type Props = { searchParams: SearchParams }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('title') }
}

export default async function Accounts({ searchParams }: Props) {
  const actor = await requireActor('accounts:read')
  const { text, flag, after, asked, leftOut } = accountsAsked(await searchParams)
  const asOf = await asOfHere(searchParams)
  const sought = { text, flag, after, ...momentOf(asOf) }
  const { accounts, found, next, reading, untold } = await listAccounts(actor, sought)
  const t = await getTranslations('accounts')
  const words = await getTranslations()
  const isNarrowed = text !== '' || flag !== undefined
  const empty = () => {
    if (after !== undefined) return t('empty.end')
    if (untold > 0 && (flag === 'notInDirectory' || flag === 'disabledInDirectory')) return t('empty.untold')
    if (flag !== undefined) return t('empty.notFlagged')
    return isNarrowed ? t('empty.notFound', { text }) : t('empty.sentence')
  }
  const range = () => {
    const shown = accounts.length
    return found === 0 ? '' : t(shown === found ? 'found' : 'shown', { shown, found })
  }
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      <AsOfBar asOf={asOf} path={path} reading={reading} keep={asked} />
      <LeftOut parts={leftOut} />
      {untold > 0 ? (
        <Banner>
          {t('untold.count', { count: untold })} {t('untold.next')}
        </Banner>
      ) : null}
      <LongList
        path={path}
        asked={asked}
        stays={dayAsked(asOf)}
        filters={await accountFilters(flag)}
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
        <AccountsTable
          accounts={accounts}
          source={observedBy(reading)}
          reading={reading}
          empty={
            <EmptyState
              title={t(isNarrowed ? 'empty.nothing' : 'empty.title')}
              action={
                isNarrowed ? (
                  <ButtonLink href={path}>{t('empty.all')}</ButtonLink>
                ) : (
                  <ButtonLink href="/readings">{words('readings.go')}</ButtonLink>
                )
              }
            >
              {empty()}
            </EmptyState>
          }
        />
      </LongList>
      {accounts.length > 0 ? (
        <Footnote>
          <span>{t('typed')}</span>
        </Footnote>
      ) : null}
    </>
  )
}
