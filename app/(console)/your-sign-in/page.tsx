import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { SecretField } from '#components/text-field.tsx'
import { idleHours, sessionSeconds } from '#domain/session.ts'
import { changePasswordAction, endOwnSessionsAction } from '#features/access/actions.ts'
import { currentSession, signedIn } from '#features/access/guard.ts'
import { ownSessions } from '#features/access/sessions.ts'
import { NewPasswordFields } from '#features/access/view/new-password-fields.tsx'
import { SessionsTable } from '#features/access/view/sessions-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('yourSignIn'))('title') }
}

/** How whoever asks signs in, and where they are signed in. */
export default async function YourSignIn() {
  const { member } = await signedIn()
  const t = await getTranslations('yourSignIn')
  return (
    <>
      <PageHeader title={t('title')} meta={t('meta', { name: member.name, login: member.login })} />
      <Sessions />
      <Section title={t('password.title')} note={t('password.note')}>
        <Password login={member.login} />
      </Section>
    </>
  )
}

async function Sessions() {
  const state = await currentSession()
  const sessions = state.kind === 'none' ? [] : await ownSessions(state.sessionId)
  const t = await getTranslations('yourSignIn.sessions')
  return (
    <Section title={t('title')} note={t('note', { idle: idleHours, most: sessionSeconds / 3600 })}>
      <SessionsTable sessions={sessions} />
      {sessions.length > 2 ? (
        <ConfirmButton
          label={t('others.label')}
          title={t('others.question', { sessions: sessions.length - 1 })}
          consequence={t('end.consequence')}
          confirmLabel={t('others.confirm')}
          pendingLabel={t('end.pending')}
          cancelLabel={t('end.back')}
          action={endOwnSessionsAction}
        />
      ) : null}
    </Section>
  )
}

async function Password({ login }: { login: string }) {
  const t = await getTranslations('yourSignIn.password')
  const reveal = (await getTranslations('access.signIn'))('reveal')
  return (
    <ActionForm action={changePasswordAction} doneWords={t('done')}>
      {/* Password managers file the new password under the name they find beside it. */}
      <input type="hidden" name="login" value={login} autoComplete="username" />
      <SecretField
        name="current"
        label={t('current')}
        autoComplete="current-password"
        revealLabel={reveal}
        required
      />
      <NewPasswordFields />
      <div>
        <SubmitButton tone="plain" pendingLabel={t('pending')}>
          {t('submit')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
