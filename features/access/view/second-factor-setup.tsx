import { getTranslations } from 'next-intl/server'
import { beginFactorAction, confirmFactorAction } from '../actions.ts'
import { SecondFactor } from './second-factor.tsx'

/** Sets a second factor up; `onward` is where one goes when the recovery codes are kept. */
export async function SecondFactorSetup({ onward }: { onward?: { href: string; label: string } }) {
  const t = await getTranslations('yourSignIn.factor')
  return (
    <SecondFactor
      begin={beginFactorAction}
      confirm={confirmFactorAction}
      onward={onward}
      words={{
        begin: t('begin'),
        beginning: t('beginning'),
        scan: t('scan'),
        picture: t('picture'),
        secret: t('secret'),
        secretHelp: t('secretHelp'),
        code: t('code'),
        confirm: t('confirm'),
        confirming: t('confirming'),
        added: t('added'),
        recovery: t('recovery'),
        recoveryHelp: t('recoveryHelp'),
        copy: t('copy'),
        copied: t('copied'),
      }}
    />
  )
}
