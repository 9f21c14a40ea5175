import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { can } from '#domain/actor.ts'
import { elementsOf } from '#domain/catalogue/catalogue.ts'
import { isFlowing, isGone } from '#domain/connection-life.ts'
import { groupOf, kindOf } from '#domain/service.ts'
import { requireActor } from '#features/access/guard.ts'
import { deletionsRequested } from '#features/accounts/deletion-requests.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { langHere } from '#features/catalogue/view/lang.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'
import { statedOf } from '#features/connections/list-stated.ts'
import { AppsTable } from '#features/connections/view/apps-table.tsx'
import { ConnectionFacts } from '#features/connections/view/connection-facts.tsx'
import { ConnectionNames } from '#features/connections/view/connection-names.tsx'
import { Ending } from '#features/connections/view/ending.tsx'
import { LifeNotice } from '#features/connections/view/life-notice.tsx'
import { MoreConnections } from '#features/connections/view/more-connections.tsx'
import { ProfilesTable } from '#features/connections/view/profiles-table.tsx'
import { StatedBefore, StatedSince } from '#features/connections/view/stated-before.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { countedConnection } from '#features/inventory/connection-population.ts'
import { connectionEvents } from '#features/inventory/intune-events.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { addressOf } from '#features/inventory/view/as-of-links.ts'
import { ConnectionHistory } from '#features/inventory/view/connection-history.tsx'
import { ConnectionShares } from '#features/inventory/view/connection-shares.tsx'
import { orNotFound } from '../../../or-not-found.ts'
import { asOfHere, type SearchParams } from '../../as-of-here.ts'

/** The rest has a page of its own. */
const newestEvents = 5
const fewSameAccount = 10

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const load = cache(async (id: string, searchParams: SearchParams) => {
  const actor = await requireActor('connections:read')
  if (!z.uuid().safeParse(id).success) notFound()
  const asOf = await asOfHere(searchParams)
  return { actor, asOf, ...(await orNotFound(countedConnection(actor, id, momentOf(asOf)))) }
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { name, connection } = await load((await params).id, searchParams)
  return { title: connection?.name ?? name }
}

export default async function Connection({ params, searchParams }: Props) {
  const { id } = await params
  const { actor, asOf, name, connection, reading } = await load(id, searchParams)
  const lang = await langHere()
  const t = await getTranslations()
  const longDay = await longDays()
  const isToday = asOf.kind !== 'past'
  const trail = {
    label: t('frame.breadcrumb'),
    parents: [{ href: '/connections', label: t('connections.title') }],
  }
  const bar = <AsOfBar asOf={asOf} path={`/connections/${id}`} reading={reading} />
  if (!connection) {
    return (
      <>
        <PageHeader title={name} trail={trail} />
        {bar}
        <EmptyState title={t('shares.notSeen.title')}>{t('connections.notSeen')}</EmptyState>
      </>
    )
  }
  const { population, known, sharedBefore: before } = connection
  const history = await connectionEvents(actor, id, { most: newestEvents, ...momentOf(asOf) })
  const stated = await statedOf(actor, id, momentOf(asOf))
  const accountIds = connection.account ? [connection.account.id] : []
  const [requested] = (await deletionsRequested(actor, accountIds, new Date())).values()
  const kind = kindOf(connection.service)
  const flows = isFlowing(connection.state)
  const isThere = !isGone(connection.state)
  const mayEnd =
    isToday &&
    connection.returnedAs === null &&
    (isThere || connection.state === 'disabled') &&
    can(actor, 'offboardings:start')
  const source = flows ? known : (before?.known ?? null)
  const sourceReading = before?.reading ?? reading
  const fields = elementsOf(groupOf(connection.service)).length
  const unlisted = connection.apps.reduce((sum, app) => sum + app.unlisted, 0)
  const ofBooks = connection.apps.reduce(
    (sum, { kind: of, used }) => sum + (of === 'book' ? (used ?? 0) : 0),
    0,
  )
  const lacking = [
    ...(unlisted > 0 ? [t('connections.licencesUnlisted', { licences: unlisted })] : []),
    ...(ofBooks > 0 ? [t('connections.booksUnlisted', { licences: ofBooks })] : []),
  ].join(' ')
  const mark = source ? (
    <Graded source={source} reading={sourceReading}>
      {sourceReading ? t('readings.numbered', { sequence: sourceReading.sequence }) : null}
    </Graded>
  ) : null
  return (
    <>
      <PageHeader
        title={connection.name}
        trail={trail}
        mark={<StateMark state={connection.state}>{t(`states.${connection.state}`)}</StateMark>}
        meta={
          <>
            <span>{t(`connections.kinds.${kind}`)}</span>
            <span>{t(`services.${connection.service}.name`)}</span>
            <span>
              {t('inventory.atLeastSince', {
                date: longDay(connection.observedSince),
              })}
            </span>
            <StatedSince stated={stated} observedSince={connection.observedSince} />
          </>
        }
        action={
          mayEnd ? (
            <ButtonLink href={`/offboardings/new?connection=${connection.id}`}>
              {t(isThere ? 'connections.end' : 'connections.finishEnding')}
            </ButtonLink>
          ) : null
        }
      />
      {bar}
      {isToday ? <LifeNotice connection={connection} requested={requested} /> : null}
      {flows ? (
        <Section title={t('connections.sharesTitle')}>
          <ConnectionShares
            connection={connection.id}
            service={connection.service}
            fields={fields}
            population={population}
            reading={reading}
          />
        </Section>
      ) : null}
      {before ? (
        <Section
          title={t('connections.sharedTitle', { date: longDay(before.until ?? before.reading.finishedAt) })}
        >
          <ConnectionShares
            service={connection.service}
            fields={fields}
            population={{
              value: { devices: before.devices, people: before.people, administrators: null },
              source: before.source,
            }}
            reading={before.reading}
          />
        </Section>
      ) : null}
      <Section title={t('connections.factsTitle')} note={flows ? undefined : t('connections.lastSeen')}>
        <ConnectionFacts connection={connection} source={source} reading={sourceReading} />
        {source ? <GradeLegend grades={['observed']} /> : null}
      </Section>
      <StatedBefore stated={stated} observedSince={connection.observedSince} />
      {flows && isToday ? (
        <Section title={t('connections.renewalTitle')} note={t(`connections.renewal.${kind}`)} />
      ) : null}
      {connection.sameAccount.length > 0 ? (
        <Section
          title={t('connections.sameAccountTitle')}
          note={t('connections.sameAccountNote', { account: connection.account?.appleId ?? '' })}
        >
          <ConnectionNames connections={connection.sameAccount.slice(0, fewSameAccount)} />
          <MoreConnections
            shown={fewSameAccount}
            found={connection.sameAccount.length}
            href={addressOf('/connections', { q: connection.account?.appleId ?? '' })}
          />
        </Section>
      ) : null}
      {kind === 'enrolmentToken' ? (
        <Section title={t('connections.profilesTitle')} aside={mark}>
          <ProfilesTable profiles={connection.profiles} />
        </Section>
      ) : null}
      {kind === 'locationToken' ? (
        <Section title={t('connections.appsTitle')} aside={mark} note={lacking || undefined}>
          <AppsTable apps={connection.apps} />
        </Section>
      ) : null}
      <ConnectionHistory history={history} />
      <Ending way={isGone(connection.state) ? 'over' : kind} lang={lang} />
    </>
  )
}
