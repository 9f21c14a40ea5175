import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page-header.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { SecretField, TextField } from '#components/text-field.tsx'
import { ownPath } from '#features/access/asked-path.ts'
import { currentSession } from '#features/access/guard.ts'
import { providerName } from '#features/access/provider-name.ts'
import { enterWords } from '#features/access/view/enter-words.ts'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'
import { SignInElsewhere } from '#features/access/view/sign-in-elsewhere.tsx'
import { SignInForm } from '#features/access/view/sign-in-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access.signIn'))('title') }
}

type SignInProps = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> }

const refusalOf = (error: string | string[]) => (error === 'notVouched' ? 'notVouched' : 'failed')

export default async function SignInPage({ searchParams }: SignInProps) {
  const { next: given, error } = await searchParams
  const next = ownPath(given)
  const provider = providerName()
  const { kind } = await currentSession()
  if (kind === 'present' || kind === 'lacking') redirect(next)
  const t = await getTranslations('access.signIn')
  const frame = await getTranslations('frame')
  return (
    <StandalonePage name={frame('product')} tools={<LanguageChoice />}>
      <PageHeader title={t('title')} meta={frame('description')} />
      {provider ? (
        <SignInElsewhere next={next} provider={provider} refusal={error ? refusalOf(error) : null} />
      ) : null}
      <SignInForm next={next} words={await enterWords()}>
        <TextField name="login" label={t('login')} autoComplete="username" required />
        <SecretField
          name="password"
          label={t('password')}
          autoComplete="current-password"
          revealLabel={t('reveal')}
          required
        />
        <div>
          <SubmitButton tone={provider ? 'plain' : 'primary'} pendingLabel={t('pending')}>
            {t('submit')}
          </SubmitButton>
        </div>
      </SignInForm>
    </StandalonePage>
  )
}
