import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { RefusalNotice } from '#components/refusal-notice.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { ownPath } from '#features/access/asked-path.ts'
import { reasonsAgain } from '#features/access/entering.ts'
import { signedIn } from '#features/access/guard.ts'
import { providerName } from '#features/access/provider-name.ts'
import { ElsewhereForm } from '#features/access/view/elsewhere-form.tsx'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access.again'))('title') }
}

type AgainProps = { searchParams: Promise<{ next?: string | string[]; reason?: string | string[] }> }

/** Where somebody who signs in elsewhere goes to show once more that it is them, and comes back from. */
export default async function SignInAgainPage({ searchParams }: AgainProps) {
  const { member } = await signedIn()
  const { next: given, reason: told } = await searchParams
  const next = ownPath(given)
  const provider = providerName()
  // Whoever has a password here is asked for it in the form itself.
  if (member.issuer === null || provider === null) redirect(next)
  const reason = reasonsAgain.find((each) => each === told)
  const t = await getTranslations('access')
  const refusals = await getTranslations('refusals')
  return (
    <StandalonePage name={(await getTranslations('frame'))('product')} tools={<LanguageChoice />}>
      <PageHeader title={t('again.title')} meta={t('again.meta', { name: member.name, provider })} />
      {reason ? <RefusalNotice>{refusals(reason, { name: member.name, provider })}</RefusalNotice> : null}
      <ElsewhereForm next={next} isAgain>
        <FormButtons>
          <SubmitButton pendingLabel={t('elsewhere.pending')} isLong>
            {t('elsewhere.signIn', { provider })}
          </SubmitButton>
          <ButtonLink href={next} tone="plain">
            {t('again.back')}
          </ButtonLink>
        </FormButtons>
      </ElsewhereForm>
    </StandalonePage>
  )
}
