import { getTranslations } from 'next-intl/server'
import { Footnote } from '#components/footnote.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { ElementDetail } from '../element-detail.ts'
import { RevealValue } from './reveal-value.tsx'

type ElementExampleProps = { detail: ElementDetail; canReveal: boolean; isPast: boolean }

/** What Graph showed of a field last, veiled where it may lead to a person, with the way to lift the veil. */
export async function ElementExample({ detail, canReveal, isPast }: ElementExampleProps) {
  const t = await getTranslations('inventory.example')
  const { example, element, inventory, service } = detail
  if (example === null) {
    const none = isPast ? 'notThen' : 'none'
    return <p>{t(element.observation.observable === 'no' ? 'notShown' : none)}</p>
  }
  const isVeiled = element.identifiability !== 'organisational'
  const { observed: source, reading } = inventory
  return isVeiled && canReveal ? (
    <>
      <RevealValue
        mark={<Graded source={source} reading={reading} />}
        field={{ service: service.service, element: element.key }}
        veiled={example}
        words={{
          label: t('reveal'),
          title: t('title'),
          consequence: t('consequence'),
          confirm: t('confirm'),
          pending: t('pending'),
          cancel: t('cancel'),
          why: t('why'),
          whyHelp: t('whyHelp'),
          shown: t('shown'),
        }}
      />
      <Footnote>{t('veiledNote')}</Footnote>
    </>
  ) : (
    <Graded source={source} reading={reading}>
      <code>{example}</code>
    </Graded>
  )
}
