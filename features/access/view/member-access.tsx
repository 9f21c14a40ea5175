import { getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { dayIn } from '#domain/day.ts'
import { resetHours } from '#domain/membership.ts'
import {
  changeAccessAction,
  endAccessAction,
  endMemberSessionsAction,
  offerResetAction,
  removeMemberFactorAction,
} from '../actions.ts'
import type { memberDetail } from '../queries.ts'
import { AccessFields } from './access-fields.tsx'
import { LinkForm } from './link-form.tsx'

type MemberAccessProps = {
  member: Awaited<ReturnType<typeof memberDetail>>
  /** The member is who looks: their own password and second factor they change where both are asked for. */
  isYou: boolean
  now: Date
}

/** What an owner can do about a member: another role, another end, no access, no session. */
export async function MemberAccess({ member, isYou, now }: MemberAccessProps) {
  const t = await getTranslations('members')
  const link = await getTranslations('members.invite')
  const zone = await getTimeZone()
  const { id, name, role, endsAt, sessions, hasFactor, signsInElsewhere, isMapped } = member
  const hasEnded = endsAt !== null && endsAt <= now
  // An access lasts through a day: the moment it ends is the first of the next.
  const lastDay = endsAt && !hasEnded ? dayIn(zone, new Date(endsAt.getTime() - 1)) : undefined
  return (
    <>
      <Section title={t('access.title')} note={t(isMapped ? 'access.mappedNote' : 'access.note')}>
        <ActionForm action={changeAccessAction} hidden={{ member: id }} doneWords={t('access.done')}>
          <AccessFields role={role} lastDay={lastDay} />
          <div>
            <SubmitButton tone="plain" pendingLabel={t('access.pending')}>
              {t(hasEnded ? 'access.again' : 'access.submit')}
            </SubmitButton>
          </div>
        </ActionForm>
      </Section>
      {sessions > 0 ? (
        <Section title={t('sessions.title')} note={t('sessions.note', { sessions })}>
          <ConfirmButton
            label={t('sessions.label')}
            title={t('sessions.question', { name })}
            consequence={t('sessions.consequence')}
            confirmLabel={t('sessions.confirm')}
            pendingLabel={t('sessions.pending')}
            cancelLabel={t('sessions.back')}
            action={endMemberSessionsAction}
            hidden={{ member: id }}
          />
        </Section>
      ) : null}
      {hasEnded || signsInElsewhere || isYou ? null : (
        <Section title={t('reset.title')} note={t('reset.note', { hours: resetHours })}>
          <LinkForm
            action={offerResetAction}
            words={{
              link: link('link'),
              linkHelp: link('linkHelp'),
              copy: link('copy'),
              copied: link('copied'),
            }}
          >
            <input type="hidden" name="member" value={id} />
            <div>
              <SubmitButton tone="plain" pendingLabel={link('pending')}>
                {t('reset.submit')}
              </SubmitButton>
            </div>
          </LinkForm>
        </Section>
      )}
      {hasFactor && !isYou ? (
        <Section title={t('factor.title')} note={t('factor.note')}>
          <ConfirmButton
            label={t('factor.label')}
            title={t('factor.question', { name })}
            consequence={t('factor.consequence')}
            confirmLabel={t('factor.label')}
            pendingLabel={t('factor.pending')}
            cancelLabel={t('factor.back')}
            action={removeMemberFactorAction}
            hidden={{ member: id }}
          />
        </Section>
      ) : null}
      {hasEnded ? null : (
        <Section title={t('end.title')} note={t('end.note')}>
          <ConfirmButton
            label={t('end.label')}
            tone="danger"
            title={t('end.question', { name })}
            consequence={t('end.consequence')}
            confirmLabel={t('end.confirm')}
            pendingLabel={t('end.pending')}
            cancelLabel={t('end.back')}
            action={endAccessAction}
            hidden={{ member: id }}
          />
        </Section>
      )}
    </>
  )
}
