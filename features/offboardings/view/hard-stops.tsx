import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import type { OffboardingDetail } from '../queries.ts'

/** What breaks or cannot be done, each in a sentence; where a case ends several connections, under the name it is about. */
export async function HardStops({ offboarding: { plan, impact } }: { offboarding: OffboardingDetail }) {
  const t = await getTranslations('offboardings.hardStops')
  const nameOf = (connectionId: string) => plan.connections.find(({ id }) => id === connectionId)?.name ?? ''
  const managedBy = (connectionId: string) =>
    impact.each.find(({ id }) => id === connectionId)?.managed ?? plan.counts.managed
  return plan.hardStops.map(({ kind, connectionId, subjects }) => (
    <Banner key={`${kind} ${connectionId}`} tone="refusal">
      {plan.connections.length > 1 ? <strong>{t('about', { name: nameOf(connectionId) })} </strong> : null}
      {t(kind, {
        count: subjects.length,
        managed: managedBy(connectionId),
        fixed: plan.counts.fixed,
        connection: plan.connections.find(({ id }) => id === connectionId)?.kind ?? 'other',
      })}
    </Banner>
  ))
}
