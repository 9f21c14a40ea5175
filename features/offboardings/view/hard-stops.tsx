import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import type { OffboardingDetail } from '../queries.ts'

/** As many names as a sentence can hold. */
const fewNames = 5

/** What breaks or cannot be done, a sentence for each kind; where a case ends several connections, under their names. */
export async function HardStops({ offboarding: { plan, impact } }: { offboarding: OffboardingDetail }) {
  const t = await getTranslations('offboardings')
  const isMany = plan.connections.length > 1
  const kindOf = (id: string) => plan.connections.find((each) => each.id === id)?.kind ?? 'locationToken'
  const nameOf = (id: string) => plan.connections.find((each) => each.id === id)?.name ?? ''
  const managedBy = (id: string) => impact.each.find((each) => each.id === id)?.managed ?? plan.counts.managed
  const alike = Map.groupBy(plan.hardStops, ({ kind, connectionId }) => `${kind} ${kindOf(connectionId)}`)
  return [...alike].map(([key, stops]) => {
    const ids = stops.map(({ connectionId }) => connectionId)
    const [first = ''] = ids
    const names = ids.slice(0, fewNames).map(nameOf).join(', ')
    const more = ids.length - fewNames
    return (
      <Banner key={key} tone="refusal">
        {isMany ? (
          <strong>
            {t('hardStops.about', {
              name: more > 0 ? t('confirm.namesAndMore', { names, more }) : names,
            })}{' '}
          </strong>
        ) : null}
        {stops.slice(0, 1).map(({ kind }) =>
          t(`hardStops.${kind}`, {
            tokens: ids.length,
            count: new Set(stops.flatMap(({ subjects }) => subjects)).size,
            managed: ids.reduce((sum, id) => sum + managedBy(id), 0),
            fixed: plan.counts.fixed,
            connection: kindOf(first),
          }),
        )}
      </Banner>
    )
  })
}
