import { getTranslations } from 'next-intl/server'
import type { EnterWords } from './enter.ts'

/** What a form that signs in may have to say. */
export const enterWords = async (): Promise<EnterWords> => {
  const t = await getTranslations()
  return {
    wrongSignIn: t('access.signIn.wrongSignIn'),
    askedTooOften: t('refusals.askedTooOften'),
    fault: t('access.signIn.fault'),
  }
}
