create function app.send_opt_ack(p_tenant_id uuid, p_kind text, p_thread_key text, p_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_settings jsonb := app.optout_settings_of(p_tenant_id);
begin
  if not (v_settings ->> 'acknowledges')::boolean then
    return jsonb_build_object('skipped', 'not_acknowledged');
  end if;
  return app.create_automation_message(p_tenant_id, p_thread_key, p_id,
    v_settings ->> case p_kind when 'opt_out_ack' then 'opt_out_text' else 'opt_in_text' end, p_kind);
end;
$$;
comment on function app.send_opt_ack(uuid, text, text, uuid) is
  'Caller: workers. Answers an opt-out (opt_out_ack) or opt-in (opt_in_ack) with the clinic''s text, once for p_id; {skipped: code} where it cannot or does not want to.';
revoke execute on function app.send_opt_ack(uuid, text, text, uuid) from public, anon, authenticated;
grant execute on function app.send_opt_ack(uuid, text, text, uuid) to service_role;
