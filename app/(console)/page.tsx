import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { FlagMark } from '#components/flag-mark.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { accountsWaiting } from '#features/accounts/list-accounts.ts'
import { WaitingAccounts } from '#features/accounts/view/waiting-accounts.tsx'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { langHere } from '#features/catalogue/view/lang.ts'
import { listStated } from '#features/connections/list-stated.ts'
import { MoreConnections } from '#features/connections/view/more-connections.tsx'
import { StatedOffers } from '#features/connections/view/stated-offers.tsx'
import { StatedSection } from '#features/connections/view/stated-section.tsx'
import { overview } from '#features/inventory/overview.ts'
import { ExpiryStrip } from '#features/inventory/view/expiry-strip.tsx'
import { ServiceRows } from '#features/inventory/view/service-rows.tsx'
import { SharingFlow } from '#features/inventory/view/sharing-flow.tsx'
import { SharingSentence } from '#features/inventory/view/sharing-sentence.tsx'
import { WaitingItem, WaitingList } from '#features/inventory/view/waiting-list.tsx'
import { WaitingStated, waitingOf } from '#features/inventory/view/waiting-stated.tsx'
import { overdueLegalFacts } from '#features/legal-facts/queries.ts'
import { OverdueFacts } from '#features/legal-facts/view/overdue-facts.tsx'
import { tenantLinks } from '#features/organisations/queries.ts'
import { readingDetail, readingsAtAGlance } from '#features/readings/queries.ts'
import { ReadButton } from '#features/readings/view/read-button.tsx'
import { ReadingProgress } from '#features/readings/view/reading-progress.tsx'
import { Moment, Reason } from '#features/readings/view/reading-words.tsx'
import { reviewedFields } from '#features/reviews/queries.ts'
import { OpenReviews, openReviews } from '#features/reviews/view/open-reviews.tsx'

/** Of what members stated, how many are told of here; the list of connections has them all. */
const mostStated = 5

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') }
}

export default async function Overview() {
  const actor = await requireActor('inventory:read')
  const [inventory, links, { underWay, newest }, accounts, overdue, stated, t] = await Promise.all([
    overview(actor, { lang: await langHere() }),
    tenantLinks(actor),
    readingsAtAGlance(actor),
    accountsWaiting(actor),
    overdueLegalFacts(actor),
    listStated(actor),
    getTranslations('overview'),
  ])
  const mayRead = can(actor, 'readings:start') && links.length > 0 && !underWay
  const failed = newest?.state === 'failed' ? newest : null
  const progress = underWay ? await readingDetail(actor, underWay.id) : null
  const { first: waiting, count: waitingCount } = inventory.waiting
  const statedWaiting = waitingOf(stated)
  const reviews = openReviews(await reviewedFields(actor, inventory))
  const mayState = can(actor, 'connections:state')
  const expiry = inventory.expiries.some(({ count }) => count > 0) ? (
    <Section title={t('expiry.title')}>
      <ExpiryStrip months={inventory.expiries} />
    </Section>
  ) : null
  const shownStated = statedWaiting.slice(0, mostStated)
  const needsPerson =
    waiting.length + statedWaiting.length + accounts.count + overdue.length + reviews.length > 0 ? (
      <Section title={t('waitingTitle')}>
        <WaitingList waiting={waiting} now={inventory.asOf}>
          <WaitingStated waiting={shownStated} now={inventory.asOf} />
          <WaitingAccounts waiting={accounts} />
          <OpenReviews open={reviews} />
          {overdue.length > 0 ? (
            <WaitingItem mark={<FlagMark>{t('waiting.legalFacts')}</FlagMark>}>
              <OverdueFacts facts={overdue} />
            </WaitingItem>
          ) : null}
        </WaitingList>
        <MoreConnections
          shown={waiting.length + shownStated.length}
          found={waitingCount + statedWaiting.length}
          href="/connections?state=waiting"
        />
      </Section>
    ) : null
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={
          inventory.reading ? (
            <span>
              {t('readAt')} <Moment at={inventory.reading.finishedAt} />
            </span>
          ) : null
        }
        action={mayRead ? <ReadButton again={failed !== null} /> : null}
      />
      {progress ? <ReadingProgress state={progress.state} collections={progress.collections} /> : null}
      {failed ? (
        <Banner
          tone="refusal"
          action={<QuietLink href={`/readings/${failed.id}`}>{t('seeReading')}</QuietLink>}
        >
          {t('failed', { sequence: failed.sequence })} <Reason reading={failed} />{' '}
          {inventory.reading ? t('lastStands', { sequence: inventory.reading.sequence }) : null}
        </Banner>
      ) : null}
      <StatedOffers stated={stated} />
      {inventory.reading ? (
        <>
          <SharingSentence inventory={inventory} />
          <SharingFlow inventory={inventory} />
          {needsPerson}
          {expiry}
          <Section title={t('servicesTitle')} note={t('servicesNote')}>
            <ServiceRows inventory={inventory} />
            <GradeLegend grades={['observed']} />
          </Section>
        </>
      ) : links.length === 0 ? (
        <EmptyState
          title={t('noTenant.title')}
          action={
            <FormButtons>
              {can(actor, 'tenantLinks:connect') ? (
                <ButtonLink href="/settings/tenants/new">{t('noTenant.connect')}</ButtonLink>
              ) : null}
              {mayState ? (
                <ButtonLink tone="plain" href="/connections/new">
                  {t('noTenant.record')}
                </ButtonLink>
              ) : null}
            </FormButtons>
          }
        >
          {can(actor, 'tenantLinks:connect') ? t('noTenant.sentence') : t('noTenant.askAdmin')}
        </EmptyState>
      ) : (
        <EmptyState title={t('notRead.title')}>
          {t(underWay ? 'notRead.reading' : 'notRead.sentence')}
        </EmptyState>
      )}
      {inventory.reading ? null : (
        <>
          <StatedSection stated={stated} mayState={mayState} />
          {needsPerson}
          {expiry}
        </>
      )}
    </>
  )
}
