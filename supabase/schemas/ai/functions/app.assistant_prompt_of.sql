create function app.assistant_prompt_of(p_tenant_id uuid, p_thread_id uuid)
returns public.ai_prompts
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.ai_prompts;
  -- the same conversation falls on the same side
  v_place integer := ((hashtextextended(p_thread_id::text, 7) % 100 + 100) % 100)::integer;
begin
  select p.* into v_row from public.ai_conversations c
  join public.ai_prompts p on p.tenant_id = c.tenant_id and p.id = c.prompt_id and p.state = 'active'
  where c.tenant_id = p_tenant_id and c.thread_id = p_thread_id;
  if v_row.id is null then
    select p.* into v_row from (
      select a.id, sum(a.share) over (order by a.version) as until from public.ai_prompts a where a.tenant_id = p_tenant_id and a.state = 'active') s
    join public.ai_prompts p on p.tenant_id = p_tenant_id and p.id = s.id
    where v_place < s.until order by s.until limit 1;
  end if;
  return v_row;
end;
$$;
comment on function app.assistant_prompt_of(uuid, uuid) is
  'The version that answers a conversation: the one that answered it before while it is active, else one of those active, by their shares. NULL: none is.';
revoke execute on function app.assistant_prompt_of(uuid, uuid) from public, anon, authenticated;
