create function public.list_assistant_turns(p_tenant_id uuid, p_filters jsonb, p_after jsonb default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_state text := nullif(p_filters ->> 'state', '');
  v_thumb text := nullif(p_filters ->> 'thumb', '');
begin
  perform app.require_assistant_leader(p_tenant_id);
  if v_state not in ('answered', 'handed', 'skipped', 'failed', 'silent', 'tested', 'waiting', 'thinking') or v_thumb not in ('up', 'down') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return (
    with page as (
      select t.* from public.ai_turns t
      where t.tenant_id = p_tenant_id and (not t.is_test or t.finished_at is not null) and (v_state is null or t.state = v_state) and (v_thumb is null or t.thumb = v_thumb)
        and (p_after is null or (t.opened_at, t.id) < ((p_after ->> 'opened_at')::timestamptz, (p_after ->> 'id')::uuid))
      order by t.opened_at desc, t.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200))
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'state', p.state, 'reason', p.reason, 'intent', p.intent, 'asked_text', left(p.asked_text, 200),
      'text', left(p.text, 200), 'thread_key', t.thread_key, 'name', t.contact_name, 'opened_at', p.opened_at, 'latency_ms', p.latency_ms,
      'cost_microcents', p.cost_microcents, 'prompt_version', r.version, 'thumb', p.thumb, 'is_test', p.is_test) order by p.opened_at desc, p.id desc), '[]')
    from page p left join public.conversation_threads t on t.tenant_id = p.tenant_id and t.id = p.thread_id
    left join public.ai_prompts r on r.tenant_id = p.tenant_id and r.id = p.prompt_id);
end;
$$;
comment on function public.list_assistant_turns(uuid, jsonb, jsonb, integer) is
  'Caller: owner, admin, supervisor. What the assistant did, the newest first; p_filters {state, thumb}, p_after: the last row. [{id, state, reason, intent, asked_text and text: 200 characters, thread_key, name, opened_at, latency_ms, cost_microcents, prompt_version, thumb, is_test}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.list_assistant_turns(uuid, jsonb, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_assistant_turns(uuid, jsonb, jsonb, integer) to authenticated;
