import { useQuery } from '@tanstack/react-query';
import { loadContext, type Product } from '../api';

/** Undefined for the moment until the product has said so. */
export function useProduct(): Product | undefined {
  const { data } = useQuery({ queryKey: ['context'], queryFn: loadContext, staleTime: Number.POSITIVE_INFINITY });
  return data?.product;
}
