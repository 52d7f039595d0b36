create function app.merged_fields(p_survivor public.patients, p_merged public.patients, p_taken text[])
returns public.patients
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_own jsonb := to_jsonb(p_survivor);
  v_other jsonb := to_jsonb(p_merged);
  v_address constant text[] := '{cep,street,street_number,complement,district,city,state}';
  v_fields text[] := p_taken || case when 'address' = any (p_taken) then v_address else '{}' end;
begin
  if not p_taken <@ '{full_name,social_name,pronoun,gender,birth_date,cpf,address}'::text[] then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = array_to_string(p_taken, ', ');
  end if;
  select v_own || coalesce(jsonb_object_agg(f, v_other -> f), '{}') into v_own from unnest(v_fields) f where f <> 'address';
  -- of two notes both stay
  if p_merged.note is not null and p_survivor.note is distinct from p_merged.note then
    v_own := v_own || jsonb_build_object('note', left(concat_ws(E'\n', p_survivor.note, p_merged.note), 2000));
  end if;
  return jsonb_populate_record(p_survivor, v_own);
end;
$$;
comment on function app.merged_fields(public.patients, public.patients, text[]) is
  'The surviving patient with the fields that were taken from the other one. Errors: PT400 invalid_filter.';
revoke execute on function app.merged_fields(public.patients, public.patients, text[]) from public, anon, authenticated;
