import { getTranslations } from 'next-intl/server'
import type { EnterWords } from './enter.ts'

/** What a form that signs in may have to say. */
export const enterWords = async (): Promise<EnterWords> => {
  const t = await getTranslations()
  return {
    wrongSignIn: t('access.signIn.wrongSignIn'),
    wrongCode: t('access.factor.wrong'),
    codeNeeded: t('refusals.codeNeeded'),
    code: t('access.factor.code'),
    askedTooOften: t('refusals.askedTooOften'),
    fault: t('access.signIn.fault'),
  }
}
