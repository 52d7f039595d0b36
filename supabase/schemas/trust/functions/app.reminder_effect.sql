create function app.reminder_effect(p_tenant_id uuid, p_from date, p_to date, p_therapist_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return (
    with visits as (
      select case when r.answer is not null then r.answer when r.is_sent then 'silent' else 'none' end as reminder, sp.status
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id
      left join lateral (
        select max(l.answer) filter (where l.answer is not null) as answer, bool_or(l.state = 'sent') as is_sent
        from public.conversation_session_reminders_logs l
        where l.tenant_id = p_tenant_id and l.session_id = s.id and l.patient_id = sp.patient_id and l.starts_at = s.starts_at) r on true
      where s.tenant_id = p_tenant_id and s.starts_at >= app.local_moment(p_from::timestamp, v_zone)
        and s.starts_at < least(app.local_moment((p_to + 1)::timestamp, v_zone), now())
        and (p_therapist_id is null or s.therapist_id = p_therapist_id)
    ), groups as (
      select v.reminder, count(*) filter (where v.status = 'attended') as attended, count(*) filter (where v.status = 'missed') as missed,
        count(*) filter (where v.status = 'cancelled') as cancelled
      from visits v group by rollup (v.reminder)
    )
    select jsonb_object_agg(k.key, jsonb_build_object('attended', coalesce(g.attended, 0), 'missed', coalesce(g.missed, 0),
      'cancelled', coalesce(g.cancelled, 0), 'no_show_rate', round(g.missed::numeric / nullif(g.attended + g.missed, 0), 4)))
    from (values ('confirmed'), ('cancelled'), ('silent'), ('none'), ('all')) k (key)
    left join groups g on coalesce(g.reminder, 'all') = k.key);
end;
$$;
comment on function app.reminder_effect(uuid, date, date, uuid) is
  'Visits of these days until now by what became of their reminder: answered with confirmed or cancelled, sent and not answered (silent), none sent; and all. {attended, missed, cancelled, no_show_rate}.';
revoke execute on function app.reminder_effect(uuid, date, date, uuid) from public, anon, authenticated;
