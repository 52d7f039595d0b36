create function app.send_campaign_test(p_tenant_id uuid, p_payload jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_said jsonb := app.fill_campaign(p_tenant_id, p_payload #> '{test,variant}', app.campaign_fills(
    (select t.name from public.tenants t where t.id = p_tenant_id), p_payload #>> '{test,name}'));
begin
  return app.create_automation_message(p_tenant_id, app.campaign_thread(p_tenant_id, p_payload #>> '{test,phone}', p_payload #>> '{test,name}'),
    (p_payload #>> '{test,client_id}')::uuid, v_said ->> 'body', 'campaign_test',
    case when v_said -> 'template' <> 'null'::jsonb then v_said -> 'template' end);
end;
$$;
comment on function app.send_campaign_test(uuid, jsonb) is
  'A text as one person would get it, to the phone of whoever writes it.';
revoke execute on function app.send_campaign_test(uuid, jsonb) from public, anon, authenticated;
