-- What is wrong with signature and acceptances, by "signer.<what>" and "texts.<purpose>". A minor's form is signed by a guardian.
create function app.intake_signer_problems(p_texts jsonb, p_payload jsonb, p_is_minor boolean)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_name text := app.normalize_name(left(p_payload #>> '{signer,full_name}', 1000));
  v_kinship text := p_payload #>> '{signer,kinship}';
  v_problems jsonb := '{}';
begin
  if v_name is null or v_name = '' then
    v_problems := v_problems || '{"signer.full_name": "required"}';
  elsif char_length(v_name) not between 2 and 120 then
    v_problems := v_problems || '{"signer.full_name": "invalid_name"}';
  end if;
  if v_kinship is null or v_kinship not in (
    'self', 'mother', 'father', 'guardian', 'grandparent', 'spouse', 'partner', 'child', 'sibling', 'other') then
    v_problems := v_problems || '{"signer.kinship": "required"}';
  elsif p_is_minor and v_kinship = 'self' then
    v_problems := v_problems || '{"signer.kinship": "guardian_required"}';
  end if;
  return v_problems || coalesce((
    select jsonb_object_agg('texts.' || p.key, 'required')
    from jsonb_object_keys(p_texts) v (purpose) join public.intake_purposes p on p.key = v.purpose
    where (p.nature = 'contract' or p.nature = 'notice' or (p.nature = 'authorisation' and p_is_minor))
      and p_payload -> 'accepted' -> p.key is distinct from 'true'::jsonb), '{}');
end;
$$;
revoke execute on function app.intake_signer_problems(jsonb, jsonb, boolean) from public, anon, authenticated;
