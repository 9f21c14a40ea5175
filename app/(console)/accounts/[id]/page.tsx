import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { Address } from '#components/address.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { isGone } from '#domain/connection-life.ts'
import { requireActor } from '#features/access/guard.ts'
import { accountDetail } from '#features/accounts/account-detail.ts'
import { AccountFacts } from '#features/accounts/view/account-facts.tsx'
import { CustodySection } from '#features/accounts/view/custody-section.tsx'
import { FlagReasons } from '#features/accounts/view/flag-reasons.tsx'
import { FormerConnections } from '#features/accounts/view/former-connections.tsx'
import { RenewalSection } from '#features/accounts/view/renewal-section.tsx'
import { SameAppleId } from '#features/accounts/view/same-apple-id.tsx'
import { ServedConnections } from '#features/accounts/view/served-connections.tsx'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { StatedTable } from '#features/connections/view/stated-table.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { observedBy } from '#features/readings/queries.ts'
import { orNotFound } from '../../../or-not-found.ts'
import { asOfHere, type SearchParams } from '../../as-of-here.ts'

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const load = cache(async (id: string, searchParams: SearchParams) => {
  const actor = await requireActor('accounts:read')
  if (!z.uuid().safeParse(id).success) notFound()
  const asOf = await asOfHere(searchParams)
  return { actor, asOf, account: await orNotFound(accountDetail(actor, id, momentOf(asOf))) }
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  return { title: (await load((await params).id, searchParams)).account.appleId }
}

export default async function Account({ params, searchParams }: Props) {
  const { id } = await params
  const { actor, asOf, account } = await load(id, searchParams)
  const t = await getTranslations()
  const { appleId, reading, flags, connections, stated, formerly, custody } = account
  const renewed = [
    ...connections.map((each) => ({ ...each, href: `/connections/${each.id}` })),
    ...stated.map((each) => ({ ...each, href: `/connections/stated/${each.id}` })),
  ]
  const inUse = renewed.some(({ state }) => !isGone(state))
  const later = account.others.filter(({ isEarlier }) => !isEarlier)
  const isBack = later.some((entry) =>
    [...entry.connections, ...entry.stated].some(({ state }) => !isGone(state)),
  )
  const isSeen = reading !== null || stated.length > 0
  const mayState = can(actor, 'accounts:state')
  const shown = { source: observedBy(reading), reading, asOf }
  return (
    <>
      <PageHeader
        title={<Address wraps>{appleId}</Address>}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [{ href: '/accounts', label: t('accounts.title') }],
        }}
        meta={
          isSeen ? (
            <span>{t(`accounts.${inUse ? 'inUse' : isBack ? 'entries.inUse' : 'notInUse'}`)}</span>
          ) : null
        }
      />
      <AsOfBar asOf={asOf} path={`/accounts/${id}`} reading={reading} />
      <SameAppleId account={account} />
      {flags.length > 0 ? (
        <Section title={t('accounts.flagsTitle')}>
          <FlagReasons appleId={appleId} flags={flags} reading={reading} />
        </Section>
      ) : null}
      {isSeen ? null : <EmptyState title={t('shares.notSeen.title')}>{t('accounts.notSeen')}</EmptyState>}
      {isSeen && (connections.length > 0 || stated.length === 0) ? (
        <Section title={t('accounts.connectionsTitle')} note={t('accounts.typed')}>
          <ServedConnections label={t('accounts.connectionsTitle')} connections={connections} {...shown} />
        </Section>
      ) : null}
      {stated.length > 0 ? (
        <Section title={t('accounts.statedTitle')} note={t('stated.tableNote')}>
          <StatedTable stated={stated} />
        </Section>
      ) : null}
      <FormerConnections connections={formerly} {...shown} />
      <Section title={t('accounts.factsTitle')}>
        <AccountFacts account={account} />
      </Section>
      {custody.length > 0 || later.length === 0 ? (
        <CustodySection
          account={id}
          versions={custody}
          earlier={account.earlierCustody}
          isOpen={mayState}
          canState={mayState && asOf.kind !== 'past'}
        />
      ) : null}
      {inUse ? <RenewalSection connections={renewed} /> : null}
      <GradeLegend grades={['observed', 'stated', 'unverifiable']} />
    </>
  )
}
