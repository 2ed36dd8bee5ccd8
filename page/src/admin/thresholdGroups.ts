/** The thresholds in groups, in the order in which one would read them; a key that is in none comes last. */
export const THRESHOLDS: readonly { title: string; says: string; keys: readonly string[] }[] = [
  {
    title: 'Seats',
    says: 'When a seat is in use, new, idle, or worth taking back.',
    keys: ['recent_days', 'reclaim_days', 'grace_days', 'onboarding_days', 'healthy_active_days'],
  },
  {
    title: 'Drifting away and coming back',
    says: 'Who used it steadily and stopped, and who returned.',
    keys: ['churn_span_days', 'churn_active_days', 'churn_gap_days', 'break_days', 'returned_days'],
  },
  {
    title: 'Change',
    says: 'When use is growing, declining or stays low.',
    keys: ['change_share', 'change_active_days', 'plateau_share'],
  },
  {
    title: 'Heavy use',
    says: 'Who stands out by tokens. Quantiles are over everybody with tokens: at 90 % one in ten is above.',
    keys: ['heavy_quantile', 'heavy_developers', 'consumption_quantile'],
  },
  {
    title: 'Acceptance',
    says: 'These are opinions, and can be switched off. They never fire on few data.',
    keys: [
      'acceptance_signals',
      'low_acceptance',
      'efficient_acceptance',
      'enough_shown',
      'asking_requests',
      'asked_share',
    ],
  },
  {
    title: 'Premium models',
    says: 'When somebody uses premium models far more than the team.',
    keys: ['premium_share', 'premium_above_team', 'premium_events'],
  },
  {
    title: 'Off days',
    says: 'Days on which hardly anybody worked. A run of them accuses nobody.',
    keys: ['off_day_share', 'off_day_median', 'shutdown_days'],
  },
];
