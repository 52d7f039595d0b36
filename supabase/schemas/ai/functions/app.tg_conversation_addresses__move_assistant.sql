create function app.tg_conversation_addresses__move_assistant()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- of two open turns one goes on, and answers all that is asked
  update public.ai_turns t set state = 'skipped', reason = 'merged', finished_at = clock_timestamp(), worker = null
  where t.tenant_id = old.tenant_id and t.thread_id = old.thread_id and t.finished_at is null and exists (
    select from public.ai_turns o where o.tenant_id = old.tenant_id and o.thread_id = new.thread_id and o.finished_at is null);
  update public.ai_turns t set thread_id = new.thread_id where t.tenant_id = old.tenant_id and t.thread_id = old.thread_id;
  update public.ai_assists a set thread_id = new.thread_id where a.tenant_id = old.tenant_id and a.thread_id = old.thread_id;
  update public.ai_ratings r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  update public.ai_proposals r set thread_id = new.thread_id, state = case when r.state in ('open', 'confirmed') then 'withdrawn' else r.state end
  where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  insert into public.ai_people (tenant_id, thread_id, added_by, created_at)
  select p.tenant_id, new.thread_id, p.added_by, p.created_at from public.ai_people p
  where p.tenant_id = old.tenant_id and p.thread_id = old.thread_id on conflict do nothing;
  -- what a person locked or paused stays so
  insert into public.ai_conversations as c (tenant_id, thread_id, state, reason, summary, changed_by, changed_at, introduced_at, prompt_id, rating, rated_at, rating_asked_at)
  select o.tenant_id, new.thread_id, o.state, o.reason, o.summary, o.changed_by, o.changed_at, o.introduced_at, o.prompt_id, o.rating, o.rated_at, o.rating_asked_at
  from public.ai_conversations o where o.tenant_id = old.tenant_id and o.thread_id = old.thread_id
  on conflict (tenant_id, thread_id) do update set
    state = case when c.state <> 'on' then c.state else excluded.state end, reason = coalesce(c.reason, excluded.reason),
    summary = coalesce(c.summary, excluded.summary), introduced_at = coalesce(c.introduced_at, excluded.introduced_at);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_addresses__move_assistant() from public, anon, authenticated;
