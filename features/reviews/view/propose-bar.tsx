import { getTranslations } from 'next-intl/server'
import { PickBar } from '#components/pick-rows.tsx'
import { PlainSubmit } from '#components/plain-submit.tsx'

/** Under a table of fields in a form: proposes a review for those that are picked. */
export async function ProposeBar() {
  const t = await getTranslations('reviews')
  return (
    <PickBar name="field" hint={t('pick.hint')} picked={t('pick.picked', { count: '{count}' })}>
      <PlainSubmit>{t('propose.begin')}</PlainSubmit>
    </PickBar>
  )
}
