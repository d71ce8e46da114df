import type { Party, Region, Text } from './types.ts'

export const inJapan: readonly Region[] = [
  { id: 'jp-tokyo', country: 'JP', aliases: ['tokyo', 'japan-east', '東日本', '東京', 'jp-e1'] },
  { id: 'jp-osaka', country: 'JP', aliases: ['osaka', 'japan-west', '西日本', '大阪', 'jp-w1'] },
  { id: 'jp-nagoya', country: 'JP', aliases: ['nagoya', 'chubu', '中部', '名古屋', 'jp-c1'] },
  { id: 'jp-sapporo', country: 'JP', aliases: ['sapporo', 'hokkaido', '北海道', '札幌', 'jp-n1'] },
  { id: 'jp-fukuoka', country: 'JP', aliases: ['fukuoka', 'kyushu', '九州', '福岡', 'jp-s1'] },
  { id: 'jp-naha', country: 'JP', aliases: ['naha', 'okinawa', '沖縄', '那覇', 'jp-o1'] },
]

export const abroad: readonly Region[] = [
  { id: 'sg-singapore', country: 'SG', aliases: ['singapore', 'asia-southeast', 'シンガポール', 'sg-1'] },
  { id: 'au-sydney', country: 'AU', aliases: ['sydney', 'australia-east', 'シドニー', 'au-e1'] },
  { id: 'de-frankfurt', country: 'DE', aliases: ['frankfurt', 'europe-central', 'フランクフルト', 'eu-c1'] },
  { id: 'us-oregon', country: 'US', aliases: ['oregon', 'us-west', 'オレゴン', 'us-w1'] },
  { id: 'ie-dublin', country: 'IE', aliases: ['dublin', 'europe-north', 'ダブリン', 'eu-n1'] },
  { id: 'kr-seoul', country: 'KR', aliases: ['seoul', 'korea-central', 'ソウル', 'kr-1'] },
  { id: 'in-mumbai', country: 'IN', aliases: ['mumbai', 'india-west', 'ムンバイ', 'in-w1'] },
]

// Names that a provider might give to a place abroad that serves customers in Japan.
export const lookalikes = ['japan-desk', 'japan-archive', 'japan-standby', 'japan-overflow'] as const

export const clinicsAtHome: readonly Party[] = [
  { id: 'kasumi-east', name: 'Kasumi Clinics East', country: 'JP', ownedBy: 'kasumi-group' },
  { id: 'kasumi-west', name: 'Kasumi Clinics West', country: 'JP', ownedBy: 'kasumi-group' },
  { id: 'kasumi-dental', name: 'Kasumi Dental', country: 'JP', ownedBy: 'kasumi-group' },
  { id: 'kasumi-home-care', name: 'Kasumi Home Care', country: 'JP', ownedBy: 'kasumi-east' },
]

export const clinicsAbroad: readonly Party[] = [
  { id: 'kasumi-singapore', name: 'Kasumi Clinics Singapore', country: 'SG', ownedBy: 'kasumi-group' },
  { id: 'kasumi-genomics', name: 'Kasumi Genomics', country: 'JP', ownedBy: 'helix-ventures' },
]

export const providersAtHome: readonly Party[] = [
  { id: 'minato-data', name: 'Minato Data Centre', country: 'JP', ownedBy: null },
  { id: 'shirakaba-cloud', name: 'Shirakaba Cloud', country: 'JP', ownedBy: 'minato-data' },
  { id: 'inaho-systems', name: 'Inaho Systems', country: 'JP', ownedBy: null },
]

export const providersAbroad: readonly Party[] = [
  { id: 'aozora-cloud', name: 'Aozora Cloud Japan', country: 'JP', ownedBy: 'northgate' },
  { id: 'kazaguruma-hosting', name: 'Kazaguruma Hosting', country: 'JP', ownedBy: 'kazaguruma-holdings' },
  { id: 'fjordline', name: 'Fjordline Hosting', country: 'NO', ownedBy: null },
]

export const ownersAbroad: readonly Party[] = [
  { id: 'northgate', name: 'Northgate Systems', country: 'US', ownedBy: null },
  { id: 'kazaguruma-holdings', name: 'Kazaguruma Holdings', country: 'JP', ownedBy: 'meridian-capital' },
  { id: 'meridian-capital', name: 'Meridian Capital', country: 'GB', ownedBy: null },
  { id: 'helix-ventures', name: 'Helix Ventures', country: 'US', ownedBy: null },
]

export type Workload = { id: string; dataClass: string; title: Text }

const workload = (dataClass: string, id: string, en: string, ja: string): Workload => ({
  id,
  dataClass,
  title: { en, ja },
})

export const workloads: readonly Workload[] = [
  workload('health-record', 'letters', 'patient letters', '患者への手紙'),
  workload('health-record', 'prescriptions', 'prescriptions', '処方箋'),
  workload('health-record', 'referrals', 'referral letters', '紹介状'),
  workload('health-record', 'lab-results', 'test results', '検査結果'),
  workload('health-record', 'imaging', 'X-ray images', 'X線画像'),
  workload('health-record', 'triage', 'triage notes', 'トリアージ記録'),
  workload('health-record', 'discharge', 'discharge summaries', '退院サマリー'),
  workload('health-record', 'dental-charts', 'dental charts', '歯科カルテ'),
  workload('health-record', 'vaccinations', 'vaccination records', '予防接種記録'),
  workload('health-record', 'home-visits', 'home visit notes', '訪問診療記録'),
  workload('health-record', 'allergies', 'allergy lists', 'アレルギー一覧'),
  workload('health-record', 'maternity', 'maternity records', '産科記録'),
  workload('health-record', 'dictation', 'dictated notes', '口述記録'),
  workload('health-record', 'physiotherapy', 'physiotherapy plans', 'リハビリ計画'),
  workload('genomic-record', 'genome-panel', 'genome panels', '遺伝子パネル検査'),
  workload('genomic-record', 'tumour-board', 'tumour board files', '腫瘍カンファレンス資料'),
  workload('genomic-record', 'rare-disease', 'rare disease registry', '希少疾患レジストリ'),
  workload('genomic-record', 'carrier-tests', 'carrier tests', '保因者検査'),
  workload('genomic-record', 'family-trees', 'family trees', '家系図'),
  workload('genomic-record', 'biobank', 'biobank index', 'バイオバンク索引'),
  workload('genomic-record', 'pharmacogenomics', 'drug response profiles', '薬剤応答プロファイル'),
  workload('genomic-record', 'newborn-screening', 'newborn screening', '新生児スクリーニング'),
  workload('staff-record', 'payroll', 'payroll', '給与台帳'),
  workload('staff-record', 'rosters', 'duty rosters', '勤務表'),
  workload('staff-record', 'training', 'training records', '研修記録'),
  workload('staff-record', 'recruitment', 'job applications', '応募書類'),
  workload('staff-record', 'expenses', 'expense claims', '経費精算'),
  workload('staff-record', 'leave', 'leave requests', '休暇申請'),
  workload('staff-record', 'badges', 'door badges', '入退室記録'),
  workload('staff-record', 'appraisals', 'appraisals', '人事評価'),
  workload('staff-record', 'staff-phones', 'staff telephone list', '職員電話帳'),
  workload('public-notice', 'opening-hours', 'opening hours', '診療時間'),
  workload('public-notice', 'maps', 'maps of the clinics', '院内案内図'),
  workload('public-notice', 'press', 'press releases', '報道発表'),
  workload('public-notice', 'prices', 'price lists', '料金表'),
  workload('public-notice', 'job-adverts', 'job adverts', '求人広告'),
  workload('public-notice', 'annual-report', 'annual report', '年次報告書'),
  workload('public-notice', 'leaflets', 'health leaflets', '健康リーフレット'),
  workload('public-notice', 'canteen', 'canteen menus', '食堂の献立'),
  workload('public-notice', 'parking', 'parking notices', '駐車場の案内'),
  workload('public-notice', 'events', 'public lectures', '公開講座'),
]
