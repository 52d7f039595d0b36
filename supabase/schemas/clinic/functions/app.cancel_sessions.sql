create function app.cancel_sessions(p_tenant_id uuid, p_ids uuid[], p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_before jsonb := (select jsonb_object_agg(i, app.session_state(p_tenant_id, i)) from unnest(p_ids) i);
begin
  update public.session_patients p set status = 'cancelled'
  from public.session_statuses u
  where p.tenant_id = p_tenant_id and p.session_id = any (p_ids) and u.key = p.status and not u.is_outcome;
  update public.sessions s set status = 'cancelled', cancel_reason = app.trimmed(p_reason, 200), version = s.version + 1
  where s.tenant_id = p_tenant_id and s.id = any (p_ids);
  perform app.note_session_event(p_tenant_id, i, 'cancelled', v_before -> i::text) from unnest(p_ids) i;
end;
$$;
comment on function app.cancel_sessions(uuid, uuid[], text) is
  'Cancels locked sessions; who has an outcome of their own keeps it.';
revoke execute on function app.cancel_sessions(uuid, uuid[], text) from public, anon, authenticated;
