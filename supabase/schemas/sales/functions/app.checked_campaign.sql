-- A definition with nothing in it but what belongs there. What is missing is a problem of the draft; what has the wrong shape is refused.
create function app.checked_campaign(p_definition jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_audience jsonb := p_definition -> 'audience';
  v_kind text := p_definition #>> '{audience,kind}';
  v_variants jsonb := '[]';
  v_variant jsonb;
begin
  if jsonb_typeof(p_definition) is distinct from 'object'
    or coalesce(p_definition ->> 'purpose', 'marketing') not in ('marketing', 'notice')
    or coalesce(p_definition ->> 'per_minute', '30') !~ '^[0-9]{1,4}$' or coalesce(p_definition ->> 'per_minute', '30')::integer < 1
    or coalesce(p_definition ->> 'share_b', '50') !~ '^[0-9]{1,2}$' or coalesce(p_definition ->> 'share_b', '50')::integer not between 1 and 99
    or coalesce(p_definition ->> 'hour_from', '00:00') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    or coalesce(p_definition ->> 'hour_to', '24:00') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
    or coalesce(jsonb_typeof(p_definition -> 'variants'), 'array') <> 'array' or jsonb_array_length(coalesce(p_definition -> 'variants', '[]')) > 2 then
    raise sqlstate 'PT400' using message = 'invalid_campaign';
  end if;
  if v_kind = 'people' then
    if jsonb_typeof(v_audience -> 'ids') is distinct from 'array' or jsonb_array_length(v_audience -> 'ids') > 5000 or exists (
      select from jsonb_array_elements_text(v_audience -> 'ids') i where i !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
      raise sqlstate 'PT400' using message = 'invalid_campaign', detail = 'audience';
    end if;
    v_audience := jsonb_build_object('kind', v_kind, 'ids', v_audience -> 'ids');
  elsif v_kind = 'everyone' then
    v_audience := jsonb_build_object('kind', v_kind, 'entity', case when v_audience ->> 'entity' = 'contacts' then 'contacts' else 'patients' end);
  elsif v_kind = 'tag' and coalesce(v_audience ->> 'tag_id', '') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_audience := jsonb_build_object('kind', v_kind, 'tag_id', v_audience -> 'tag_id');
  elsif v_kind = 'segment' and coalesce(v_audience ->> 'segment_id', '') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_audience := jsonb_build_object('kind', v_kind, 'segment_id', v_audience -> 'segment_id');
  elsif v_kind is not null then
    raise sqlstate 'PT400' using message = 'invalid_campaign', detail = 'audience';
  else
    v_audience := null;
  end if;
  for v_variant in select v from jsonb_array_elements(coalesce(p_definition -> 'variants', '[]')) v loop
    if char_length(coalesce(v_variant ->> 'body', '')) > 4000
      or coalesce(v_variant #>> '{template,id}', '00000000-0000-0000-0000-000000000000') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      or coalesce(jsonb_typeof(v_variant #> '{template,variables}'), 'object') <> 'object' then
      raise sqlstate 'PT400' using message = 'invalid_campaign', detail = 'variants';
    end if;
    v_variants := v_variants || jsonb_build_object('body', nullif(btrim(v_variant ->> 'body'), ''), 'template', case
      when v_variant #>> '{template,id}' is not null then jsonb_build_object('id', v_variant #> '{template,id}', 'variables', (
        select coalesce(jsonb_object_agg(left(e.key, 40), left(e.value, 500)), '{}')
        from jsonb_each_text(coalesce(v_variant #> '{template,variables}', '{}')) e)) end);
  end loop;
  return jsonb_build_object('purpose', coalesce(p_definition ->> 'purpose', 'marketing'), 'audience', v_audience, 'variants', v_variants,
    'share_b', coalesce(p_definition ->> 'share_b', '50')::integer, 'per_minute', coalesce(p_definition ->> 'per_minute', '30')::integer,
    'hour_from', coalesce(p_definition ->> 'hour_from', '00:00'), 'hour_to', coalesce(p_definition ->> 'hour_to', '24:00'),
    'confirms_offer', coalesce(p_definition -> 'confirms_offer' = 'true'::jsonb, false));
end;
$$;
comment on function app.checked_campaign(jsonb) is
  'Errors: PT400 invalid_campaign.';
revoke execute on function app.checked_campaign(jsonb) from public, anon, authenticated;
