create function public.activate_assistant_prompt(p_tenant_id uuid, p_prompt_id uuid, p_share integer default 100)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_prompt public.ai_prompts;
  v_other uuid;
  v_missed text;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if p_share is null or p_share not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_prompt_share';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('ai_prompts ' || p_tenant_id::text, 0));
  select * into v_prompt from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  if v_prompt.id is null then
    raise sqlstate 'PT404' using message = 'prompt_not_found';
  end if;
  v_missed := app.prompt_problem(p_tenant_id, p_prompt_id);
  if v_missed is not null then
    raise sqlstate 'PT409' using message = 'prompt_below_bar', detail = v_missed, hint = 'Evaluate it, and mend what it missed.';
  end if;
  -- the newest of the others keeps what is left, the rest retires
  select r.id into v_other from public.ai_prompts r
  where r.tenant_id = p_tenant_id and r.state = 'active' and r.id <> p_prompt_id order by r.share desc, r.version desc limit 1;
  if p_share < 100 and v_other is null then
    raise sqlstate 'PT409' using message = 'prompt_needs_another', hint = 'A first version answers everybody.';
  end if;
  update public.ai_prompts r set state = 'retired', share = 0
  where r.tenant_id = p_tenant_id and r.state = 'active' and r.id <> p_prompt_id and (p_share = 100 or r.id <> v_other);
  update public.ai_prompts r set share = 100 - p_share where r.tenant_id = p_tenant_id and r.id = v_other and p_share < 100;
  update public.ai_prompts r set state = 'active', share = p_share, activated_at = clock_timestamp() where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  return public.list_assistant_prompts(p_tenant_id);
end;
$$;
comment on function public.activate_assistant_prompt(uuid, uuid, integer) is
  'Caller: owner, admin, supervisor. From now on a version answers p_share of a hundred conversations (1-100); below 100 the version that answered most keeps the rest, and a conversation stays with its version. Also the way back to a retired one. Answers what list_assistant_prompts does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_prompt_share, PT404 prompt_not_found, PT409 prompt_below_bar (detail: figures that its latest evaluation did not reach), PT409 prompt_needs_another.';
revoke execute on function public.activate_assistant_prompt(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.activate_assistant_prompt(uuid, uuid, integer) to authenticated;
