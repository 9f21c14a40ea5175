import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { hardStopSentences } from '#domain/offboarding/hard-stop-words.ts'
import type { Touched } from '#domain/offboarding/impact.ts'

/** As many names as a sentence can hold. */
const fewNames = 5

/** What breaks or cannot be done, a sentence for each kind; where a case ends several connections, under their names. */
export async function HardStops({ offboarding }: { offboarding: Touched }) {
  const t = await getTranslations()
  const isMany = offboarding.plan.connections.length > 1
  return hardStopSentences(offboarding).map(({ names, said: { key, values } }) => {
    const [few, more] = [names.slice(0, fewNames).join(', '), names.length - fewNames]
    const name = more > 0 ? t('offboardings.confirm.namesAndMore', { names: few, more }) : few
    return (
      <Banner key={`${key} ${few}`} tone="refusal">
        {isMany ? <strong>{t('offboardings.hardStops.about', { name })} </strong> : null}
        {t(key, values)}
      </Banner>
    )
  })
}
