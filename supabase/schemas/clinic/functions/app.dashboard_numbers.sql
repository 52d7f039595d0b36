create function app.dashboard_numbers(p_sums app.clinic_day_summaries, p_sees_money boolean)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object('held', p_sums.held, 'missed', p_sums.missed, 'excused', p_sums.excused,
    'no_show_rate', round(p_sums.missed::numeric / nullif(p_sums.held + p_sums.missed, 0), 4),
    'cancelled_late', p_sums.cancelled_late, 'cancelled_early', p_sums.cancelled_early,
    'booked_minutes', p_sums.booked_minutes, 'offered_minutes', p_sums.offered_minutes,
    'occupation', round(p_sums.booked_minutes::numeric / nullif(p_sums.offered_minutes, 0), 4),
    'new_patients', p_sums.new_patients, 'drop_outs', p_sums.drop_outs)
    || case when p_sees_money then jsonb_build_object('charged_cents', p_sums.charged_cents, 'received_cents', p_sums.received_cents)
      else '{}' end;
$$;
comment on function app.dashboard_numbers(app.clinic_day_summaries, boolean) is
  'What screens get of some days'' sums: with the rates (null where there is nothing to divide by), and money only for who sees it.';
revoke execute on function app.dashboard_numbers(app.clinic_day_summaries, boolean) from public, anon, authenticated;
