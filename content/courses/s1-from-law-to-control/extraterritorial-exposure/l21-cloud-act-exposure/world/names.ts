import type { Text } from './types.ts'

export const roots = [
  ...['Aozora', 'Hokuto', 'Minami', 'Inaho', 'Shirakaba', 'Kohaku', 'Tsukuba', 'Hayate', 'Komorebi', 'Suzuran'],
  ...['Northgate', 'Meridian', 'Larkspur', 'Kestrel', 'Halcyon', 'Fjordline', 'Juniper', 'Ravenna', 'Tidewater'],
] as const
export const trades = ['Cloud', 'Holdings', 'Fund', 'Backup', 'Systems', 'Partners', 'Data', 'Works', 'Group'] as const

export const workloads: readonly Text[] = [
  { en: 'Patient letters', ja: '患者への手紙' },
  { en: 'X-ray images', ja: 'X線画像' },
  { en: 'Genome panels', ja: '遺伝子パネル検査' },
  { en: 'Payroll', ja: '給与' },
  { en: 'Appointments', ja: '予約' },
  { en: 'Prescriptions', ja: '処方箋' },
  { en: 'Laboratory results', ja: '検査結果' },
  { en: 'Duty roster', ja: '勤務表' },
  { en: 'Insurance claims', ja: '診療報酬の請求' },
  { en: 'Home visits', ja: '訪問診療' },
  { en: 'Dental records', ja: '歯科の記録' },
  { en: 'Vaccination register', ja: '予防接種の台帳' },
  { en: 'Referral letters', ja: '紹介状' },
  { en: 'Research registry', ja: '研究レジストリ' },
  { en: 'Telephone notes', ja: '電話のメモ' },
  { en: 'Maternity records', ja: '母子の記録' },
  { en: 'Consent forms', ja: '同意書' },
  { en: 'Staff health checks', ja: '職員の健康診断' },
  { en: 'Video consultations', ja: 'オンライン診療' },
  { en: 'Stock of medicines', ja: '医薬品の在庫' },
  { en: 'Ward notes', ja: '病棟の記録' },
  { en: 'Discharge summaries', ja: '退院サマリー' },
  { en: 'Complaints', ja: '苦情' },
  { en: 'Training records', ja: '研修の記録' },
  { en: 'Dialysis schedule', ja: '透析の予定' },
  { en: 'Emergency contacts', ja: '緊急連絡先' },
  { en: 'Pathology slides', ja: '病理標本' },
  { en: 'Archive of paper records', ja: '紙の記録のアーカイブ' },
]

export const elsewhere = ['JP', 'KR', 'SG', 'DE', 'FR', 'NO', 'CA', 'IN'] as const
