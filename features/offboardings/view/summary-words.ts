import { getTranslations } from 'next-intl/server'
import type { Case } from '../case.ts'
import { countsOfKind, revocableCounts } from './impact-counts.ts'

type Summed = Pick<Case, 'plan' | 'impact'>

/** What cannot be undone about a case, a sentence for each kind of connection that it ends. */
export const irreversibleWords = async (found: Summed): Promise<string> => {
  const t = await getTranslations('offboardings.impact')
  const { revocable, kept } = revocableCounts(found)
  const enrolment = countsOfKind(found, 'enrolmentToken')
  const push = countsOfKind(found, 'pushCertificate')
  const sentences = [
    revocable.connections > 0 ? t('irreversible', { licences: revocable.licences, revocable: 'true' }) : null,
    kept.connections > 0 ? t('irreversible', { licences: kept.licences, revocable: 'false' }) : null,
    enrolment.connections > 0 ? t('irreversibleEnrolment', { devices: enrolment.devices }) : null,
    push.connections > 0 ? t('irreversiblePush', { devices: push.devices }) : null,
    t('cannotBeUndone'),
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}

/** The impact in short, for whoever looks at it once more before confirming. */
export const impactWords = async (found: Summed): Promise<string> => {
  const t = await getTranslations('offboardings.confirm')
  const location = countsOfKind(found, 'locationToken')
  const enrolment = countsOfKind(found, 'enrolmentToken')
  const push = countsOfKind(found, 'pushCertificate')
  const sentences = [
    location.connections > 0 ? t('impact', location) : null,
    enrolment.connections > 0 ? t('impactEnrolment', enrolment) : null,
    push.connections > 0 ? t('impactPush', push) : null,
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}

/** What confirming sets off. */
export const consequenceWords = async (found: Summed): Promise<string> => {
  const t = await getTranslations('offboardings.confirm')
  const { revocable, kept } = revocableCounts(found)
  const enrolment = countsOfKind(found, 'enrolmentToken')
  const push = countsOfKind(found, 'pushCertificate')
  const sentences = [
    revocable.connections > 0 ? t('consequence', { ...revocable, revocable: 'true' }) : null,
    kept.connections > 0 ? t('consequence', { ...kept, revocable: 'false' }) : null,
    enrolment.connections > 0 ? t('consequenceEnrolment', enrolment) : null,
    push.connections > 0 ? t('consequencePush', push) : null,
    (await getTranslations('offboardings.impact'))('cannotBeUndone'),
  ]
  return sentences.filter((sentence) => sentence !== null).join(' ')
}
