create function app.resolve_alert(p_tenant_id uuid, p_kind text, p_subject text default '', p_now timestamptz default now())
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  with ended as (
    update public.alerts a set ended_at = p_now
    where a.tenant_id = p_tenant_id and a.kind = p_kind and (p_subject is null or a.subject = p_subject) and a.ended_at is null
    returning a.id, a.subject, a.raised_at
  ), told as (
    select app.send_webhook_event(p_tenant_id, 'alert.resolved', jsonb_build_object('alert_id', e.id, 'kind', p_kind, 'subject', e.subject,
      'raised_at', e.raised_at, 'ended_at', p_now)), e.id
    from ended e
  )
  select array_agg(t.id) into v_ids from told t;
  if v_ids is null then
    return false;
  end if;
  perform app.close_alert_notifications(p_tenant_id, v_ids);
  return true;
end;
$$;
comment on function app.resolve_alert(uuid, text, text, timestamptz) is
  'Caller: functions of any domain, as often as they find that it does not stand. Ends the alert of that kind and subject (p_subject null: of every subject); whether there was one. Errors: none.';
revoke execute on function app.resolve_alert(uuid, text, text, timestamptz) from public, anon, authenticated;
grant execute on function app.resolve_alert(uuid, text, text, timestamptz) to service_role;
