create function app.csat_of(p_tenant_id uuid, p_since timestamptz, p_prompt_id uuid default null)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('count', count(*), 'average', round(avg(r.rating), 2),
    'satisfied', round(count(*) filter (where r.rating >= 4)::numeric / nullif(count(*), 0), 4))
  from public.ai_ratings r
  where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= p_since
    and (p_prompt_id is null or r.prompt_id = p_prompt_id and r.is_of_assistant);
$$;
comment on function app.csat_of(uuid, timestamptz, uuid) is
  'What people said since a moment, of one version of the instructions or of everybody: {count, average: 1 to 5 | null, satisfied: the share of 4 and 5, 0 to 1 | null}.';
revoke execute on function app.csat_of(uuid, timestamptz, uuid) from public, anon, authenticated;
grant execute on function app.csat_of(uuid, timestamptz, uuid) to service_role;
