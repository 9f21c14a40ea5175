import { getTranslations } from 'next-intl/server'
import { RefusalNotice } from '#components/refusal-notice.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { ElsewhereForm } from './elsewhere-form.tsx'

/** The button of the provider, and why the last try did not lead in. Accounts of Pomona itself come below it. */
export async function SignInElsewhere({
  next,
  provider,
  refusal,
  joins = false,
}: {
  next: string
  provider: string
  refusal: 'failed' | 'notVouched' | null
  /** By a one-time link, which it uses up. */
  joins?: boolean
}) {
  const t = await getTranslations('access.elsewhere')
  return (
    <>
      {refusal ? <RefusalNotice>{t(refusal, { provider })}</RefusalNotice> : null}
      <ElsewhereForm next={next}>
        <div>
          <SubmitButton pendingLabel={t('pending')} isLong>
            {t(joins ? 'join' : 'signIn', { provider })}
          </SubmitButton>
        </div>
      </ElsewhereForm>
      <p>{t(joins ? 'orJoinHere' : 'orHere')}</p>
    </>
  )
}
