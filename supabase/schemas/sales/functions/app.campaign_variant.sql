-- By a hash, so that it is the same on each look.
create function app.campaign_variant(p_campaign_id uuid, p_address text, p_definition jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when jsonb_array_length(p_definition -> 'variants') = 2
    and ('x' || left(md5('campaign:' || p_campaign_id || ':' || coalesce(p_address, '')), 8))::bit(32)::bigint % 100 < (p_definition ->> 'share_b')::integer
    then 'b' else 'a' end;
$$;
comment on function app.campaign_variant(uuid, text, jsonb) is
  'Which of two texts somebody gets.';
revoke execute on function app.campaign_variant(uuid, text, jsonb) from public, anon, authenticated;
