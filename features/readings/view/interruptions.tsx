import { getTranslations } from 'next-intl/server'
import type { Interruption } from '../queries.ts'
import { Moment } from './reading-words.tsx'

/** When and why a reading that went on afterwards had stopped, oldest first. */
export async function Interruptions({ interruptions }: { interruptions: Interruption[] }) {
  const t = await getTranslations('refusals')
  return interruptions.map(({ at, reason, values }) => (
    <p key={at.toISOString()}>
      <Moment at={at} /> · {t(reason, values)}
    </p>
  ))
}
