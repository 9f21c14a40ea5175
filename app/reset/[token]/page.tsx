import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { StandalonePage } from '#components/standalone-page.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { resetAction } from '#features/access/actions.ts'
import { openReset } from '#features/access/passwords.ts'
import { enterWords } from '#features/access/view/enter-words.ts'
import { JoinForm } from '#features/access/view/join-form.tsx'
import { LanguageChoice } from '#features/access/view/language-choice.tsx'
import { NewPasswordFields } from '#features/access/view/new-password-fields.tsx'

/** The title of the page asks as well as the page. */
const resetOf = cache(openReset)

type ResetProps = { params: Promise<{ token: string }> }

/** The token stands in the address: it must not travel on in a Referer header. */
export async function generateMetadata({ params }: ResetProps): Promise<Metadata> {
  const reset = await resetOf((await params).token)
  const t = await getTranslations('access')
  return { title: t(reset ? 'reset.title' : 'welcome.unusableTitle'), referrer: 'no-referrer' }
}

/** A new password for whoever holds the one-time link of an owner. */
export default async function ResetPage({ params }: ResetProps) {
  const { token } = await params
  const reset = await resetOf(token)
  const t = await getTranslations('access')
  const product = (await getTranslations('frame'))('product')
  return (
    <StandalonePage name={product} tools={<LanguageChoice />}>
      {reset ? (
        <>
          <PageHeader
            title={t('reset.title')}
            meta={t('reset.meta', { name: reset.name, login: reset.login })}
          />
          <JoinForm action={resetAction} token={token} login={reset.login} words={await enterWords()}>
            <NewPasswordFields />
            <div>
              <SubmitButton pendingLabel={t('welcome.pending')}>{t('reset.submit')}</SubmitButton>
            </div>
          </JoinForm>
        </>
      ) : (
        <EmptyState
          level="h1"
          title={t('welcome.unusableTitle')}
          action={<ButtonLink href="/sign-in">{t('welcome.toSignIn')}</ButtonLink>}
        >
          {t('welcome.unusable')}
        </EmptyState>
      )}
    </StandalonePage>
  )
}
