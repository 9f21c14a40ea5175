'use client'

import type { ReactNode } from 'react'

/** Clicks on a row that are meant for something else: a control in it, or selected text. */
function isElsewhere(target: Element): boolean {
  return (
    target.closest('a, button, input, label, select, textarea, summary') !== null ||
    window.getSelection()?.isCollapsed === false
  )
}

/** Passes a click on a row to the row's link, modifier keys included, so that a new tab stays possible. */
function openRow(event: MouseEvent) {
  if (!(event.target instanceof Element) || isElsewhere(event.target)) return
  const { ctrlKey, metaKey, shiftKey } = event
  event.target
    .closest('tr')
    ?.querySelector('a')
    ?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }),
    )
}

function listen(body: HTMLTableSectionElement) {
  body.addEventListener('click', openRow)
  return () => body.removeEventListener('click', openRow)
}

/**
 * Rows that open by a click anywhere. The link in the first cell stays the accessible control; this only
 * widens its target for a pointer. A stretched link cannot do it: the fixed first column would contain it.
 */
export function RowLinks({ children }: { children: ReactNode }) {
  return (
    <tbody ref={(body) => (body ? listen(body) : undefined)} data-opens>
      {children}
    </tbody>
  )
}
