import { getTranslations } from 'next-intl/server'
import { FlagMark } from '#components/flag-mark.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { WaitingItem } from '#features/inventory/view/waiting-list.tsx'
import type { AccountsWaiting } from '../list-accounts.ts'

/** In the list of what waits for a person: how many accounts do, and for which reasons. */
export async function WaitingAccounts({ waiting }: { waiting: AccountsWaiting }) {
  const t = await getTranslations('accounts')
  const { count, byFlag, untold } = waiting
  if (count + untold === 0) return null
  return (
    <>
      {count === 0 ? null : (
        <WaitingItem mark={<FlagMark>{t('waiting.mark')}</FlagMark>}>
          <QuietLink href="/accounts?flag=any">{t('waiting.count', { count })}</QuietLink>
          <br />
          {byFlag.map(({ flag, count: flagged }, at) => (
            <span key={flag}>
              {at > 0 ? ' · ' : null}
              <QuietLink href={`/accounts?flag=${flag}`}>
                {t('waiting.flag', { name: t(`flags.${flag}.name`), count: flagged })}
              </QuietLink>
            </span>
          ))}
        </WaitingItem>
      )}
      {untold === 0 ? null : (
        <WaitingItem mark={<FlagMark>{t('untold.mark')}</FlagMark>}>
          <QuietLink href="/accounts">{t('untold.count', { count: untold })}</QuietLink>
          <br />
          {t('untold.next')}
        </WaitingItem>
      )}
    </>
  )
}
