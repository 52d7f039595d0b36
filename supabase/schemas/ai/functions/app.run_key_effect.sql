create function app.run_key_effect(
  p_tenant_id uuid, p_key public.api_keys, p_tool app.ai_tools, p_patient_id uuid, p_name text, p_args jsonb, p_is_confirmed boolean, p_now timestamptz
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_hash text := md5(p_args::text || coalesce(p_patient_id::text, ''));
  v_row app.key_proposals;
  v_answer jsonb;
begin
  -- one at a time for a key, before everything else: agenda, then rows
  perform pg_advisory_xact_lock(hashtextextended('key_tools:' || p_key.id, 22));
  delete from app.key_proposals r where r.tenant_id = p_tenant_id and r.created_at < p_now - interval '1 day';
  select * into v_row from app.key_proposals r
  where r.tenant_id = p_tenant_id and r.key_id = p_key.id and r.tool = p_tool.name and r.arguments_hash = v_hash order by r.id desc limit 1;
  if p_is_confirmed and v_row.expires_at > p_now then
    if v_row.state <> 'open' then
      return v_row.result;
    end if;
    v_answer := app.call_tool(p_tool, p_tenant_id, null, p_patient_id, p_args, true, p_now);
    if (v_answer ->> 'ok')::boolean then
      v_answer := v_answer || '{"done": true}';
      perform app.audit(p_tenant_id, 'assistant.tool_used', 'assistant', p_tool.name, null, jsonb_build_object('tool', p_tool.name, 'patient_id', p_patient_id));
    end if;
    update app.key_proposals r set state = case when (v_answer ->> 'ok')::boolean then 'done' else 'failed' end, result = v_answer
    where r.tenant_id = p_tenant_id and r.id = v_row.id;
    return v_answer;
  end if;
  v_answer := app.call_tool(p_tool, p_tenant_id, null, p_patient_id, p_args, false, p_now);
  if not (v_answer ->> 'ok')::boolean then
    return v_answer;
  end if;
  insert into app.key_proposals (tenant_id, key_id, tool, arguments_hash, patient_id, expires_at)
  values (p_tenant_id, p_key.id, p_tool.name, v_hash, p_patient_id, p_now + interval '15 minutes');
  return jsonb_strip_nulls(jsonb_build_object('ok', true, 'needs_confirmation', true, 'data', jsonb_build_object('patient', p_name),
    'words', regexp_replace(v_answer ->> 'words', '\s*Responda \*sim\* para confirmar\.$', '')));
end;
$$;
comment on function app.run_key_effect(uuid, public.api_keys, app.ai_tools, uuid, text, jsonb, boolean, timestamptz) is
  'What changes something is first said, and done when the same call comes again within fifteen minutes with its confirmation, once: a third is answered as the second. Audited with the key.';
revoke execute on function app.run_key_effect(uuid, public.api_keys, app.ai_tools, uuid, text, jsonb, boolean, timestamptz) from public, anon, authenticated;
