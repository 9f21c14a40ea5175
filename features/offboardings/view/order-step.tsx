import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { answerOrderAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { OrderOfTasks } from './order-of-tasks.tsx'

type OrderStepProps = { offboarding: OffboardingDetail; mayAnswer: boolean }

/** In which order things are done, by whom, and from where on there is no way back. */
export async function OrderStep({ offboarding, mayAnswer }: OrderStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, plan, planHash } = offboarding
  return (
    <>
      <Section title={t('confirm.order')} note={t('order.about')}>
        <OrderOfTasks plan={plan} />
      </Section>
      {mayAnswer && planHash !== null ? (
        <ActionForm
          action={answerOrderAction}
          hidden={{ offboarding: id, version: String(version), planHash }}
        >
          <FormButtons>
            <SubmitButton pendingLabel={t('saving')}>{t('order.read')}</SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : null}
    </>
  )
}
