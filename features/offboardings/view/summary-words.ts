import { getTranslations } from 'next-intl/server'
import { countsOfKind, revocableCounts, type Touched } from '#domain/offboarding/impact.ts'
import { irreversibleSentences } from '#domain/offboarding/irreversible.ts'

/** What cannot be undone about a case. */
export const irreversibleWords = async (touched: Touched): Promise<string> => {
  const t = await getTranslations()
  return irreversibleSentences(touched)
    .map(({ key, values }) => t(key, values))
    .join(' ')
}

/** The impact in short, for whoever looks at it once more before confirming. */
export const impactWords = async (touched: Touched): Promise<string> => {
  const t = await getTranslations('offboardings.confirm')
  const location = countsOfKind(touched, 'locationToken')
  const enrolment = countsOfKind(touched, 'enrolmentToken')
  const push = countsOfKind(touched, 'pushCertificate')
  const sentences = [
    location.connections > 0 ? t('impact', location) : null,
    enrolment.connections > 0 ? t('impactEnrolment', enrolment) : null,
    push.connections > 0 ? t('impactPush', push) : null,
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}

/** What confirming sets off. */
export const consequenceWords = async (touched: Touched): Promise<string> => {
  const t = await getTranslations('offboardings.confirm')
  const { revocable, kept } = revocableCounts(touched)
  const enrolment = countsOfKind(touched, 'enrolmentToken')
  const push = countsOfKind(touched, 'pushCertificate')
  const sentences = [
    revocable.connections > 0 ? t('consequence', { ...revocable, revocable: 'true' }) : null,
    kept.connections > 0 ? t('consequence', { ...kept, revocable: 'false' }) : null,
    enrolment.connections > 0 ? t('consequenceEnrolment', enrolment) : null,
    push.connections > 0 ? t('consequencePush', push) : null,
    (await getTranslations('offboardings.impact'))('cannotBeUndone'),
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}
