create function public.save_assistant_prompt(p_tenant_id uuid, p_prompt_id uuid, p_name text, p_text text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := app.normalize_name(p_name);
  v_text text := nullif(btrim(app.normalize_lines(p_text)), '');
  v_state text;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if p_prompt_id is null then
    raise sqlstate 'PT400' using message = 'id_missing';
  elsif char_length(coalesce(v_name, '')) not between 2 and 80 then
    raise sqlstate 'PT400' using message = 'invalid_name';
  elsif v_text is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif char_length(v_text) > 20000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '20000';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('ai_prompts ' || p_tenant_id::text, 0));
  select r.state into v_state from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  if v_state is null then
    insert into public.ai_prompts (tenant_id, id, version, name, text, created_by)
    values (p_tenant_id, p_prompt_id, (select coalesce(max(r.version), 0) + 1 from public.ai_prompts r where r.tenant_id = p_tenant_id), v_name, v_text, auth.uid());
  elsif v_state <> 'draft' then
    raise sqlstate 'PT409' using message = 'prompt_is_fixed', hint = 'Write a new version.';
  elsif exists (select from public.ai_evaluation_runs e where e.tenant_id = p_tenant_id and e.prompt_id = p_prompt_id and e.finished_at is null) then
    raise sqlstate 'PT409' using message = 'evaluation_underway', hint = 'Wait for it, or cancel it.';
  else
    update public.ai_prompts r set name = v_name, text = v_text, changed_at = clock_timestamp() where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  end if;
  return p_prompt_id;
end;
$$;
comment on function public.save_assistant_prompt(uuid, uuid, text, text) is
  'Caller: owner, admin, supervisor. Writes a new version (p_prompt_id is an id that the caller chose; the same again changes it) or changes a draft; what was evaluated stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 id_missing, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT409 prompt_is_fixed, PT409 evaluation_underway.';
revoke execute on function public.save_assistant_prompt(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function public.save_assistant_prompt(uuid, uuid, text, text) to authenticated;
