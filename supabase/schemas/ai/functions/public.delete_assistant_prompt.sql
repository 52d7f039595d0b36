create function public.delete_assistant_prompt(p_tenant_id uuid, p_prompt_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_leader(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('ai_prompts ' || p_tenant_id::text, 0));
  if exists (select from public.ai_evaluation_runs e where e.tenant_id = p_tenant_id and e.prompt_id = p_prompt_id and e.finished_at is null) then
    raise sqlstate 'PT409' using message = 'evaluation_underway', hint = 'Wait for it, or cancel it.';
  end if;
  delete from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id and r.state = 'draft'
    and not exists (select from public.ai_turns t where t.tenant_id = p_tenant_id and t.prompt_id = p_prompt_id and not t.is_test);
  if not found and exists (select from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id) then
    raise sqlstate 'PT409' using message = 'prompt_is_fixed';
  end if;
  return found;
end;
$$;
comment on function public.delete_assistant_prompt(uuid, uuid) is
  'Caller: owner, admin, supervisor. Throws a draft away; false: it was gone. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT409 prompt_is_fixed, PT409 evaluation_underway.';
revoke execute on function public.delete_assistant_prompt(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_assistant_prompt(uuid, uuid) to authenticated;
