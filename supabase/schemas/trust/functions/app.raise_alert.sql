create function app.raise_alert(
  p_tenant_id uuid, p_kind text, p_subject text default '', p_data jsonb default '{}', p_now timestamptz default now()
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_setting record;
  v_id uuid;
  v_is_new boolean;
begin
  select * into v_setting from app.alert_setting(p_tenant_id, p_kind);
  if not v_setting.is_on then
    return null;
  end if;
  -- what stands again within half an hour never really ended
  select b.id into v_id from public.alerts b
  where b.tenant_id = p_tenant_id and b.kind = p_kind and b.subject = coalesce(p_subject, '')
    and (b.ended_at is null or b.ended_at > p_now - interval '30 minutes')
  order by b.ended_at desc nulls first limit 1;
  if v_id is not null then
    -- what stands as it stood is not written again
    update public.alerts a set ended_at = null, seen_at = p_now, data = p_data
    where a.tenant_id = p_tenant_id and a.id = v_id and (a.ended_at is not null or a.data <> p_data);
    return v_id;
  end if;
  insert into public.alerts as a (tenant_id, kind, subject, data, raised_at, seen_at)
  values (p_tenant_id, p_kind, coalesce(p_subject, ''), p_data, p_now, p_now)
  on conflict (tenant_id, kind, subject) where ended_at is null do update set seen_at = excluded.seen_at, data = excluded.data
  returning a.id, a.xmax = 0 into v_id, v_is_new;
  if v_is_new then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (p_tenant_id, 'tell_alert', jsonb_build_object('alert_id', v_id), 'alert:' || v_id, app.alert_moment(p_tenant_id, v_setting.is_urgent, p_now))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
    perform app.send_webhook_event(p_tenant_id, 'alert.raised', jsonb_build_object('alert_id', v_id, 'kind', p_kind,
      'subject', coalesce(p_subject, ''), 'data', p_data, 'raised_at', p_now));
    perform app.broadcast(p_tenant_id, 'alerts', jsonb_build_object('kind', p_kind));
  end if;
  return v_id;
end;
$$;
comment on function app.raise_alert(uuid, text, text, jsonb, timestamptz) is
  'Caller: functions of any domain, as often as they find that it stands. The alert of that kind and subject, told once while it stands; null where the clinic does not want the kind. A kind that is not in app.alert_kinds violates its foreign key.';
revoke execute on function app.raise_alert(uuid, text, text, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function app.raise_alert(uuid, text, text, jsonb, timestamptz) to service_role;
