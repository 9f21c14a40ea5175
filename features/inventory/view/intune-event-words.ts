import { getTranslations } from 'next-intl/server'
import type { ShownEvent } from '../intune-events.ts'
import type { LastAnswer } from '../last-answer.ts'

/** Who did it, in words: a person, an application, or nobody whom Intune names. */
export const whoWords = async (): Promise<(who: ShownEvent['who']) => string> => {
  const t = await getTranslations('intuneEvents')
  return (who) => {
    if (who === null) return t('nobody')
    return who.kind === 'person' ? who.name : t('application', { name: who.name })
  }
}

/** Why no event is shown, or why those shown may not be all. Null where the log was copied to its end. */
export const copyWords = async (copied: LastAnswer): Promise<string | null> => {
  const t = await getTranslations()
  if (copied.kind === 'answered') return null
  if (copied.kind === 'notAsked') return t('intuneEvents.notCopied')
  const why = t(`refusals.${copied.reason}`, copied.reasonValues)
  return t('intuneEvents.refused', { sequence: copied.sequence, why })
}
