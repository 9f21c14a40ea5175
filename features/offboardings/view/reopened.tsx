import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { endAgainAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'

type ReopenedProps = { offboarding: OffboardingDetail; mayStart: boolean }

/** What a case ended is back: it can be ended by another case, decided and approved anew. */
export async function Reopened({ offboarding: { id, state, connections }, mayStart }: ReopenedProps) {
  const t = await getTranslations('offboardings')
  // Before there is a word on each account the case was never closed, so nothing opens it again.
  const isBack =
    state === 'awaitingAccount' && connections.some((each) => each.sharesAgain && !each.isLeftOut)
  if (state !== 'reopened' && !isBack) return null
  return (
    <Section
      title={t(isBack ? 'reopened.backTitle' : 'reopened.title')}
      note={t(isBack ? 'reopened.backNote' : 'reopened.note')}
    >
      {mayStart ? (
        <ActionForm action={endAgainAction} hidden={{ offboarding: id }}>
          <FormButtons>
            <SubmitButton pendingLabel={t('saving')}>{t('reopened.endAgain')}</SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : null}
    </Section>
  )
}
