create function app.close_alert_notifications(p_tenant_id uuid, p_alert_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_user_ids jsonb;
begin
  with seen as (
    update public.notifications n set read_at = now()
    where n.tenant_id = p_tenant_id and n.alert_id = any (p_alert_ids) and n.read_at is null
    returning n.user_id
  )
  select jsonb_agg(distinct s.user_id) into v_user_ids from seen s;
  if v_user_ids is not null then
    perform app.broadcast(p_tenant_id, 'notifications_read', jsonb_build_object('user_ids', v_user_ids));
  end if;
  perform app.broadcast(p_tenant_id, 'alerts', '{}');
end;
$$;
comment on function app.close_alert_notifications(uuid, uuid[]) is 'Nobody has to look at these alerts any more: bells and open screens hear of it.';
revoke execute on function app.close_alert_notifications(uuid, uuid[]) from public, anon, authenticated;
