import { getTranslations } from 'next-intl/server'
import { goneSentences } from '#domain/offboarding/hard-stop-words.ts'
import { countsOfKind, revocableCounts, type Touched } from '#domain/offboarding/impact.ts'
import { irreversibleSentences } from '#domain/offboarding/irreversible.ts'

/** What cannot be undone about a case. */
export const irreversibleWords = async (touched: Touched): Promise<string> => {
  const t = await getTranslations()
  return irreversibleSentences(touched)
    .map(({ key, values }) => t(key, values))
    .join(' ')
}

const goneWords = async (touched: Touched): Promise<string[]> => {
  const t = await getTranslations()
  return goneSentences(touched).map(({ key, values }) => t(key, values))
}

/** The impact in short, for whoever looks at it once more before confirming. */
export const impactWords = async (touched: Touched): Promise<string> => {
  const t = await getTranslations('offboardings.confirm')
  const gone = await goneWords(touched)
  const location = countsOfKind(touched, 'locationToken')
  const enrolment = countsOfKind(touched, 'enrolmentToken')
  const push = countsOfKind(touched, 'pushCertificate')
  const sentences = [
    ...gone,
    location.connections > 0 ? t('impact', location) : null,
    enrolment.connections > 0 ? t('impactEnrolment', enrolment) : null,
    push.connections > 0 ? t('impactPush', push) : null,
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}

/** What confirming sets off. */
export const consequenceWords = async (touched: Touched): Promise<string> => {
  const t = await getTranslations('offboardings.confirm')
  const gone = await goneWords(touched)
  const { revocable, kept } = revocableCounts(touched)
  const enrolment = countsOfKind(touched, 'enrolmentToken')
  const push = countsOfKind(touched, 'pushCertificate')
  const isAnyLeft = [revocable, kept, enrolment, push].some(({ connections }) => connections > 0)
  const sentences = [
    ...gone,
    revocable.connections > 0 ? t('consequence', { ...revocable, revocable: 'true' }) : null,
    kept.connections > 0 ? t('consequence', { ...kept, revocable: 'false' }) : null,
    enrolment.connections > 0 ? t('consequenceEnrolment', enrolment) : null,
    push.connections > 0 ? t('consequencePush', push) : null,
    isAnyLeft ? (await getTranslations('offboardings.impact'))('cannotBeUndone') : null,
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}
