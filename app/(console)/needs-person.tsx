import { getTranslations } from 'next-intl/server'
import { FlagMark } from '#components/flag-mark.tsx'
import { Section } from '#components/section.tsx'
import { type Actor, can } from '#domain/actor.ts'
import { requestsWaiting } from '#features/access-requests/queries.ts'
import { WaitingRequests } from '#features/access-requests/view/waiting-requests.tsx'
import { deletionsRequested } from '#features/accounts/deletion-requests.ts'
import { accountsWaiting } from '#features/accounts/list-accounts.ts'
import { WaitingAccounts } from '#features/accounts/view/waiting-accounts.tsx'
import { mailingFailed } from '#features/audit/mailing-queries.ts'
import { MailingWaits } from '#features/audit/view/mailing-waits.tsx'
import type { ListedStated } from '#features/connections/list-stated.ts'
import { MoreConnections } from '#features/connections/view/more-connections.tsx'
import { type AsOf, momentOf } from '#features/inventory/as-of.ts'
import type { Overview } from '#features/inventory/overview.ts'
import { WaitingItem, WaitingList } from '#features/inventory/view/waiting-list.tsx'
import { WaitingStated, waitingOf } from '#features/inventory/view/waiting-stated.tsx'
import { overdueLegalFacts } from '#features/legal-facts/queries.ts'
import { OverdueFacts } from '#features/legal-facts/view/overdue-facts.tsx'
import { WaitingCases } from '#features/offboardings/view/waiting-cases.tsx'
import { casesWaiting } from '#features/offboardings/waiting-cases.ts'
import { reviewedFields } from '#features/reviews/queries.ts'
import { OpenReviews, openReviews } from '#features/reviews/view/open-reviews.tsx'

/** Of what members stated, how many are told of here; the list of connections has them all. */
const mostStated = 5

type NeedsPersonProps = {
  actor: Actor
  asOf: AsOf
  inventory: Overview
  stated: readonly ListedStated[]
}

/** What waits for a person, or waited on an earlier day; nothing where nothing does. Legal facts and cases are asked of today. */
export async function NeedsPerson({ actor, asOf, inventory, stated }: NeedsPersonProps) {
  const isPast = asOf.kind === 'past'
  const [accounts, overdue, cases, requests, fields, unmailed, t] = await Promise.all([
    accountsWaiting(actor, momentOf(asOf)),
    isPast ? [] : overdueLegalFacts(actor),
    isPast ? [] : casesWaiting(actor),
    isPast || !can(actor, 'accessRequests:read') ? null : requestsWaiting(actor),
    reviewedFields(actor, inventory),
    isPast ? null : mailingFailed(actor),
    getTranslations('overview'),
  ])
  const { first, count } = inventory.waiting
  const requested = await deletionsRequested(
    actor,
    first.flatMap(({ connection }) => connection.account?.id ?? []),
    momentOf(asOf).asOf ?? new Date(),
  )
  const statedWaiting = waitingOf(stated)
  const shownStated = statedWaiting.slice(0, mostStated)
  const reviews = openReviews(fields)
  if (
    first.length + statedWaiting.length + accounts.count + overdue.length + cases.length + reviews.length ===
      0 &&
    requests === null &&
    unmailed === null
  )
    return null
  return (
    <Section title={t(isPast ? 'waitedTitle' : 'waitingTitle')}>
      <WaitingList waiting={first} requested={requested} now={inventory.asOf}>
        <WaitingCases waiting={cases} />
        {requests ? <WaitingRequests waiting={requests} /> : null}
        <WaitingStated waiting={shownStated} now={inventory.asOf} />
        <WaitingAccounts waiting={accounts} />
        <OpenReviews open={reviews} />
        {unmailed ? (
          <WaitingItem mark={<FlagMark>{t('waiting.checkpoints')}</FlagMark>}>
            <MailingWaits latest={unmailed} />
          </WaitingItem>
        ) : null}
        {overdue.length > 0 ? (
          <WaitingItem mark={<FlagMark>{t('waiting.legalFacts')}</FlagMark>}>
            <OverdueFacts facts={overdue} />
          </WaitingItem>
        ) : null}
      </WaitingList>
      <MoreConnections
        shown={first.length + shownStated.length}
        found={count + statedWaiting.length}
        href="/connections?state=waiting"
      />
    </Section>
  )
}
