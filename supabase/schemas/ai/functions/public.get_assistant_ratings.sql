create function public.get_assistant_ratings(p_tenant_id uuid, p_days integer default 30)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_since timestamptz;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if p_days is null or p_days not between 1 and 366 then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_since := now() - make_interval(days => p_days);
  return jsonb_build_object(
    'asked', (select count(*) from public.ai_ratings r where r.tenant_id = p_tenant_id and r.asked_at >= v_since),
    'all', app.csat_of(p_tenant_id, v_since),
    'people', (select coalesce(jsonb_agg(jsonb_build_object('user_id', x.user_id, 'name', app.name_of_member(x.user_id), 'count', x.count,
        'average', x.average) order by x.count desc, x.user_id), '[]')
      from (
        select r.user_id, count(*) as count, round(avg(r.rating), 2) as average from public.ai_ratings r
        where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= v_since and not r.is_of_assistant and r.user_id is not null
        group by r.user_id) x),
    'assistant', (select jsonb_build_object('count', count(*), 'average', round(avg(r.rating), 2)) from public.ai_ratings r
      where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= v_since and r.is_of_assistant),
    'versions', (select coalesce(jsonb_agg(jsonb_build_object('prompt_id', x.id, 'version', x.version, 'name', x.name, 'count', x.count, 'average', x.average)
        order by x.version desc), '[]')
      from (
        select p.id, p.version, p.name, count(*) as count, round(avg(r.rating), 2) as average
        from public.ai_ratings r join public.ai_prompts p on p.tenant_id = r.tenant_id and p.id = r.prompt_id
        where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= v_since and r.is_of_assistant
        group by p.id, p.version, p.name) x));
end;
$$;
comment on function public.get_assistant_ratings(uuid, integer) is
  'Caller: owner, admin, supervisor. What people said when they were asked how it was, in so many days (366): {asked, all: {count, average: 1-5 | null, satisfied: 0-1 | null}, people: [{user_id, name, count, average}] without the assistant, assistant: {count, average}, versions: [{prompt_id, version, name, count, average}] of its instructions}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.get_assistant_ratings(uuid, integer) from public, anon, authenticated;
grant execute on function public.get_assistant_ratings(uuid, integer) to authenticated;
