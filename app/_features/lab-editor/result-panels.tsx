'use client'

import type { ReactNode } from 'react'

export interface ResultPanelsProps<Panel extends string> {
  panels: readonly Panel[]
  active: Panel
  label: string
  nameOf: (panel: Panel) => string
  /** Beside the name, where there is something to count. */
  counts: Readonly<Record<Panel, string | null>>
  onSelect: (panel: Panel) => void
  /** At the other end of the tabs. */
  end?: ReactNode
  /** Said at once when it appears. */
  alert: ReactNode
  children: (panel: Panel) => ReactNode
}

/** What stands below the editor: one of several panels, each kept as it is while another is shown. */
export function ResultPanels<Panel extends string>(props: ResultPanelsProps<Panel>) {
  const { panels, active, label, nameOf, counts, onSelect, end, alert, children } = props
  return (
    <div className="lab-low">
      <div className="lab-tabs">
        <div role="tablist" aria-label={label} className="flex overflow-x-auto">
          {panels.map((panel) => (
            <button
              key={panel}
              type="button"
              role="tab"
              id={`tab-${panel}`}
              aria-controls={`panel-${panel}`}
              aria-selected={active === panel}
              className="lab-tab-button"
              onClick={() => onSelect(panel)}
            >
              {nameOf(panel)} {counts[panel] && <span className="lab-count">{counts[panel]}</span>}
            </button>
          ))}
        </div>
        {end && <span className="lab-tabs-end max-md:hidden">{end}</span>}
      </div>
      <div role="alert">{alert}</div>
      {panels.map((panel) => (
        <div
          key={panel}
          role="tabpanel"
          id={`panel-${panel}`}
          aria-labelledby={`tab-${panel}`}
          hidden={active !== panel}
          className="lab-panel"
        >
          {children(panel)}
        </div>
      ))}
    </div>
  )
}
