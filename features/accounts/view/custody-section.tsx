import { getTranslations } from 'next-intl/server'
import { Section } from '#components/section.tsx'
import type { StatedCustody } from '../account-detail.ts'
import { CustodyFacts } from './custody-facts.tsx'
import { CustodyForm } from './custody-form.tsx'
import { CustodyHistory } from './custody-history.tsx'

type CustodySectionProps = {
  account: string
  versions: readonly StatedCustody[]
  /** What was last stated of an earlier account of its Apple ID, where nothing was of this one. */
  earlier: StatedCustody | null
  /** Whether where codes go is shown in full. */
  isOpen: boolean
  /** Not of a past day, nor by whoever may only look. */
  canState: boolean
}

/** Who keeps an account, as stated; the form for whoever may state it, and the versions before. */
export async function CustodySection({ account, versions, earlier, isOpen, canState }: CustodySectionProps) {
  const t = await getTranslations('accounts.custody')
  const [own = null] = versions
  const custody = own ?? earlier
  const note = () => {
    if (own) return t(isOpen ? 'note' : 'masked')
    return earlier ? t(isOpen ? 'ofEarlier' : 'ofEarlierMasked') : t('nothing')
  }
  return (
    <>
      <Section id="custody" title={t('title')} note={note()}>
        {custody ? <CustodyFacts custody={custody} /> : null}
      </Section>
      {canState ? (
        <Section title={t(own ? 'change' : 'state')} note={t('stateNote')}>
          <CustodyForm account={account} version={own?.version ?? 0} custody={custody} />
        </Section>
      ) : null}
      {versions.length > 1 ? (
        <Section title={t('history.title')} note={t('history.note')}>
          <CustodyHistory account={account} versions={versions} canErase={canState} />
        </Section>
      ) : null}
    </>
  )
}
